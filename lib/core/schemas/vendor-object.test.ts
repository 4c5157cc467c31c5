// Promises of the documented bodies: they accept what the checks accept, and nothing else.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { applicationObject, readApplicationInput } from "./application";
import { readRole, roleObject } from "./application-role";
import { applicationSearchObject, readApplicationSearch } from "./application-search";
import { groupObject, readGroupInput } from "./group";
import { readTenantInput, tenantObject } from "./tenant";
import { readTenantSearch, tenantSearchObject } from "./tenant-search";
import { readUserInput, userObject } from "./user";
import { readUserSearch, searchObject } from "./user-search";

const KINDS = {
  user: { schema: userObject, check: readUserInput, least: { email: "ada@example.com" } },
  group: { schema: groupObject, check: readGroupInput, least: { name: "Editors" } },
  tenant: { schema: tenantObject, check: readTenantInput, least: { name: "Acme" } },
  application: { schema: applicationObject, check: readApplicationInput, least: { name: "Shop" } },
  role: { schema: roleObject, check: readRole, least: { name: "buyer" } },
  "tenant search": { schema: tenantSearchObject, check: readTenantSearch, least: {} },
  "application search": { schema: applicationSearchObject, check: readApplicationSearch, least: {} },
  search: { schema: searchObject, check: readUserSearch, least: {} },
} as const;

const ADDED: readonly (readonly [kind: keyof typeof KINDS, added: JsonObject, isAccepted: boolean])[] = [
  ["user", {}, true],
  ["user", { username: null, password: null }, true],
  ["user", { data: { any: ["thing"] }, timezone: "Europe/Berlin" }, true],
  ["user", { id: "read only", registrations: "whatever" }, true],
  ["user", { email: "not an address" }, false],
  ["user", { password: "short" }, false],
  ["user", { firstName: "a".repeat(256) }, false],
  ["user", { nobodyDocumentsThis: 1 }, false],
  ["group", { data: null, roles: [] }, true],
  ["group", { name: " " }, false],
  ["group", { name: 7 }, false],
  ["group", { unknown: null }, false],
  ["tenant", { issuer: null, jwtConfiguration: { timeToLiveInSeconds: 60 } }, true],
  ["tenant", { issuer: "\u0000" }, false],
  ["tenant", { jwtConfiguration: null }, true],
  ["tenant", { jwtConfiguration: { tokenProfile: "rfc9068", accessTokenKeyId: null } }, true],
  ["tenant", { jwtConfiguration: { timeToLiveInSeconds: -1 } }, false],
  ["tenant", { jwtConfiguration: { nobodyDocumentsThis: 1 } }, false],
  ["application", { roles: [{ name: "buyer", description: null, insertInstant: 1 }], themeId: "any" }, true],
  ["application", { oauthConfiguration: { clientSecret: null, enabledGrants: ["password"] }, state: "Active" }, true],
  ["application", { oauthConfiguration: { clientSecret: "" } }, false],
  ["application", { oauthConfiguration: { nobodyDocumentsThis: 1 } }, false],
  ["application", { loginConfiguration: { requireAuthentication: null } }, true],
  ["application", { loginConfiguration: { requireAuthentication: 1 } }, false],
  ["application", { roles: [{ name: " " }] }, false],
  ["role", { description: null, lastUpdateInstant: 1 }, true],
  ["role", { isDefault: "yes" }, false],
  ["tenant search", { name: "acme", sortFields: [{ name: "insertInstant", order: "DESC" }], orderBy: null }, true],
  ["tenant search", { sortFields: [{ name: "issuer" }] }, false],
  ["application search", { state: "Inactive", universal: false, tenantId: null, numberOfResults: 0 }, true],
  ["application search", { tenantId: "acme" }, false],
  ["search", { numberOfResults: "10", startRow: 3, ids: null }, true],
  ["search", { sortFields: [{ name: "email" }], orderBy: "whatever" }, true],
  ["search", { numberOfResults: "ten" }, false],
  ["search", { ids: ["no uuid"] }, false],
];

describe.each(ADDED)("%s with %j", (kind, added, isAccepted) => {
  const { schema, check, least } = KINDS[kind];
  const body = { ...least, ...added };

  test(`is ${isAccepted ? "accepted" : "refused"} by the check and by the documented schema`, () => {
    expect(check(body).ok).toBe(isAccepted);
    expect(schema.safeParse(body).success).toBe(isAccepted);
  });
});
