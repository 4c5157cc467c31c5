// What the management API's operations on tenants take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { foundTenantsAnswer, tenantObject, tenantPatch, tenantsAnswer, tenantView } from "@/lib/core/schemas/tenant";
import { tenantSearchObject } from "@/lib/core/schemas/tenant-search";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Tenants";
const BESIDES = ["eventInfo", "sourceTenantId", "webhookIds"];

/** The body that makes or replaces a tenant. `sourceTenantId` counts where one is made; the others have no behaviour here. */
export const BODY: ObjectBody = { noun: "tenant", object: tenantObject, besides: BESIDES };

/** The body that patches one. */
export const PATCH_BODY: ObjectBody = { noun: "tenant", object: tenantPatch, besides: BESIDES };

/** The body that searches. */
export const SEARCH_BODY: ObjectBody = { noun: "search", object: tenantSearchObject, besides: [] };

/** What a deletion can say, in its query or in a body. */
export const DELETION_QUERY = z.object({
  async: z.string().optional().meta({ description: "`true`: the answer is 202. The tenant is gone by then all the same." }),
});

/** One tenant. */
export const SHOWN: ObjectAnswer = { noun: "tenant", schema: z.strictObject({ tenant: tenantView }) };

const EXAMPLE = {
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  name: "Default",
  issuer: "example.com",
  jwtConfiguration: { timeToLiveInSeconds: 3600 },
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const given = bodyContent(BODY, { name: "Acme", issuer: "acme.example" });
const shown = answerContent(SHOWN, EXAMPLE);

const NOT_FOR_TENANT_KEYS = "A key that belongs to a tenant cannot change tenants: 401.";

/** By operation. */
export const FACTS = {
  retrieveTenants: {
    id: "retrieveTenants",
    tag: TAG,
    summary: "List the tenants that the key may see",
    access: "key",
    answer: { schema: tenantsAnswer, example: { tenants: [EXAMPLE] } },
  },
  retrieveTenant: { id: "retrieveTenant", tag: TAG, summary: "Retrieve a tenant", access: "key", answer: shown },
  createTenant: {
    id: "createTenant",
    tag: TAG,
    summary: "Create a tenant",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    body: given,
    answer: shown,
  },
  createTenantWithId: {
    id: "createTenantWithId",
    tag: TAG,
    summary: "Create a tenant with an id of your choice",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    body: given,
    answer: shown,
  },
  updateTenant: {
    id: "updateTenant",
    tag: TAG,
    summary: "Replace a tenant",
    description: `What is left out is as in a new tenant. ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    body: given,
    answer: shown,
  },
  patchTenant: {
    id: "patchTenant",
    tag: TAG,
    summary: "Change some of a tenant",
    description: `The tenant in the body is a JSON merge patch (RFC 7396): null removes. ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    body: bodyContent(PATCH_BODY, { jwtConfiguration: { timeToLiveInSeconds: 600 } }),
    answer: shown,
  },
  deleteTenant: {
    id: "deleteTenant",
    tag: TAG,
    summary: "Delete a tenant with all that it owns",
    description:
      "Its users, groups, applications and signing keys are gone, its API keys are revoked and its tokens count no more. The last tenant " +
      `stays: 400. ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    query: DELETION_QUERY,
    answer: null,
    others: { 202: "Done, where `async` was asked for. No body." },
  },
  searchTenants: {
    id: "searchTenants",
    tag: TAG,
    summary: "Search for tenants",
    description: "`name` is a text that the name contains; `*` stands for any text.",
    access: "key",
    body: bodyContent(SEARCH_BODY, { name: "acme", sortFields: [{ name: "name", order: "asc" }] }),
    answer: { schema: foundTenantsAnswer, example: { tenants: [EXAMPLE], total: 1 } },
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
