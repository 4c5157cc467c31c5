// What the management API's operations on applications take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import {
  applicationObject,
  applicationPatch,
  applicationsAnswer,
  applicationView,
  foundApplicationsAnswer,
} from "@/lib/core/schemas/application";
import { applicationSearchObject } from "@/lib/core/schemas/application-search";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Applications";
const BESIDES = ["eventInfo", "role", "sourceApplicationId"];

/** The body that makes or replaces an application. `sourceApplicationId` counts where one is made. */
export const BODY: ObjectBody = { noun: "application", object: applicationObject, besides: BESIDES };

/** The body that patches one. */
export const PATCH_BODY: ObjectBody = { noun: "application", object: applicationPatch, besides: BESIDES };

/** The body that searches. */
export const SEARCH_BODY: ObjectBody = { noun: "search", object: applicationSearchObject, besides: ["expand"] };

/** One application. */
export const SHOWN: ObjectAnswer = { noun: "application", schema: z.strictObject({ application: applicationView }) };

const isTrue = (description: string) => z.string().optional().meta({ description });
const LIST_QUERY = z.object({ inactive: isTrue("`true`: those that are deactivated, instead of those in use.") });
const REACTIVATION_QUERY = z.object({
  reactivate: isTrue("`true`: takes a deactivated application into use again; then no body is read."),
});
const DELETION_QUERY = z.object({ hardDelete: isTrue("`true`: deletes it with its roles and registrations, for good.") });

const EXAMPLE = {
  id: "85a03867-dccf-4882-adde-1a79aeec50df",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  name: "Shop",
  active: true,
  state: "Active",
  loginConfiguration: { allowTokenRefresh: true, generateRefreshTokens: true, requireAuthentication: true },
  oauthConfiguration: { clientId: "85a03867-dccf-4882-adde-1a79aeec50df", clientSecret: "as-long-as-it-is-secret" },
  roles: [{ id: "d5b2a1f0-6a3c-4a77-9f57-0d0e6f7d8c9b", name: "buyer", isDefault: true, isSuperRole: false }],
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const given = bodyContent(BODY, { name: "Shop", roles: [{ name: "buyer", isDefault: true }] });
const shown = answerContent(SHOWN, EXAMPLE);

/** By operation. */
export const FACTS = {
  retrieveApplications: {
    id: "retrieveApplications",
    tag: TAG,
    summary: "List the applications that are in use",
    access: "key",
    query: LIST_QUERY,
    answer: { schema: applicationsAnswer, example: { applications: [EXAMPLE] } },
  },
  retrieveApplication: { id: "retrieveApplication", tag: TAG, summary: "Retrieve an application", access: "key", answer: shown },
  createApplication: {
    id: "createApplication",
    tag: TAG,
    summary: "Create an application",
    description: "Its OAuth client gets a secret where none is given. `sourceApplicationId` copies all but the secret.",
    access: "key",
    body: given,
    answer: shown,
  },
  createApplicationWithId: {
    id: "createApplicationWithId",
    tag: TAG,
    summary: "Create an application with an id of your choice",
    access: "key",
    body: given,
    answer: shown,
  },
  updateApplication: {
    id: "updateApplication",
    tag: TAG,
    summary: "Replace an application, or reactivate it",
    description: "Roles, and the OAuth client's id and secret, stay where the body does not speak of them.",
    access: "key",
    query: REACTIVATION_QUERY,
    body: given,
    answer: shown,
  },
  patchApplication: {
    id: "patchApplication",
    tag: TAG,
    summary: "Change some of an application",
    description:
      "The application in the body is a JSON merge patch (RFC 7396): null removes. A client secret that is removed is followed by a new one.",
    access: "key",
    body: bodyContent(PATCH_BODY, { loginConfiguration: { generateRefreshTokens: true } }),
    answer: shown,
  },
  deleteApplication: {
    id: "deleteApplication",
    tag: TAG,
    summary: "Deactivate an application, or delete it",
    description: "Either ends its sessions and its tokens.",
    access: "key",
    query: DELETION_QUERY,
    answer: null,
  },
  searchApplications: {
    id: "searchApplications",
    tag: TAG,
    summary: "Search for applications",
    description: "`name` is a text that the name contains; `*` stands for any text.",
    access: "key",
    body: bodyContent(SEARCH_BODY, { name: "shop", state: "Active", sortFields: [{ name: "name", order: "asc" }] }),
    answer: { schema: foundApplicationsAnswer, example: { applications: [EXAMPLE], total: 1 } },
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
