// The calls of the management API's table, one row each, in an order in which they can follow each other.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { id, type Row } from "./client-row";
import { TOKEN_ROWS } from "./client-token-rows";

const TENANTS: readonly Row[] = [
  {
    call: "retrieveTenants",
    says: "lists them",
    run: (client) => client.retrieveTenants(),
    answer: (found: { tenants: object[] }) => expect(found.tenants).toHaveLength(1),
  },
  {
    call: "createTenant",
    says: "makes one, a copy of another",
    run: (client, memory) =>
      client.createTenant(id(memory, "tenant"), { sourceTenantId: id(memory, "first tenant"), tenant: { name: "Copy" } }),
    answer: (made: { tenant: { id: string } }, memory) => expect(made.tenant.id).toBe(id(memory, "tenant")),
  },
  { call: "retrieveTenant", says: "by id", run: (client, memory) => client.retrieveTenant(id(memory, "tenant")) },
];

const USERS: readonly Row[] = [
  {
    call: "createUser",
    says: "with an id",
    run: (client, memory) =>
      client.createUser(id(memory, "user"), { user: { email: "ada@example.com", username: "ada", password: "correct horse battery" } }),
  },
  { call: "createUser", says: "without an id", run: (client) => client.createUser(null as never, { user: { email: "bob@example.com" } }) },
  {
    call: "createUser",
    says: "an e-mail address that is taken is a field error",
    status: 400,
    run: (client) => client.createUser(null as never, { user: { email: "ADA@example.com" } }),
  },
  {
    call: "retrieveUser",
    says: "by id",
    run: (client, memory) => client.retrieveUser(id(memory, "user")),
    answer: (found: { user: Record<string, unknown> }) => {
      expect(found.user).toMatchObject({ email: "ada@example.com", active: true });
      expect(found.user).not.toHaveProperty("password");
    },
  },
  { call: "retrieveUser", says: "one that is not there", status: 404, run: (client) => client.retrieveUser(randomUUID()) },
  { call: "retrieveUserByEmail", says: "in either case", run: (client) => client.retrieveUserByEmail("Ada@example.com") },
  { call: "retrieveUserByUsername", says: "", run: (client) => client.retrieveUserByUsername("ada") },
  { call: "retrieveUserByLoginId", says: "", run: (client) => client.retrieveUserByLoginId("ada@example.com") },
  {
    call: "retrieveUserByLoginIdWithLoginIdTypes",
    says: "",
    run: (client) => client.retrieveUserByLoginIdWithLoginIdTypes("ada", ["username"]),
  },
  {
    call: "searchUsersByIds",
    says: "repeats the name",
    run: (client, memory) => client.searchUsersByIds([id(memory, "user"), randomUUID()]),
    answer: (found: { total: number }) => expect(found.total).toBe(1),
  },
  { call: "searchUsers", says: "the same under its older name", run: (client, memory) => client.searchUsers([id(memory, "user")]) },
  {
    call: "searchUsersByQuery",
    says: "sorted, a page of them",
    run: (client) =>
      client.searchUsersByQuery({
        search: { queryString: "*example.com", numberOfResults: 1, sortFields: [{ name: "email", order: "desc" as never }] },
      }),
    answer: (found: { total: number; users: { email: string }[] }) =>
      expect([found.total, found.users.map(({ email }) => email)]).toEqual([3, ["own@example.com"]]),
  },
  {
    call: "searchUsersByQueryString",
    says: "the same under its older name",
    run: (client) => client.searchUsersByQueryString({ search: { queryString: "ada" } }),
  },
];

const GROUPS: readonly Row[] = [
  {
    call: "createGroup",
    says: "with an id",
    run: (client, memory) => client.createGroup(id(memory, "group"), { group: { name: "Editors", data: { a: 1 } } }),
  },
  { call: "retrieveGroup", says: "by id", run: (client, memory) => client.retrieveGroup(id(memory, "group")) },
];

const API_KEYS: readonly Row[] = [
  {
    call: "createAPIKey",
    says: "shows the secret once",
    run: (client, memory) =>
      client.createAPIKey(id(memory, "key"), {
        apiKey: {
          name: "Reader",
          permissions: { endpoints: { "/api/user": ["GET"] } },
          metaData: { attributes: { description: "reads" } },
        },
      }),
    answer: (made: { apiKey: { key: string } }, memory) => void memory.set("secret", made.apiKey.key),
  },
  {
    call: "retrieveAPIKey",
    says: "without its secret",
    run: (client, memory) => client.retrieveAPIKey(id(memory, "key")),
    answer: (found: { apiKey: object }) => expect(found.apiKey).not.toHaveProperty("key"),
  },
  {
    call: "updateAPIKey",
    says: "replaces",
    run: (client, memory) =>
      client.updateAPIKey(id(memory, "key"), { apiKey: { name: "Writer", permissions: { endpoints: { "/api/user": ["GET", "POST"] } } } }),
  },
  {
    call: "patchAPIKey",
    says: "merges",
    run: (client, memory) => client.patchAPIKey(id(memory, "key"), { apiKey: { metaData: { attributes: { team: "a" } } } }),
    answer: (found: { apiKey: object }) => expect(found.apiKey).toMatchObject({ name: "Writer", metaData: { attributes: { team: "a" } } }),
  },
  {
    call: "createAPIKey",
    says: "copies",
    run: (client, memory) => client.createAPIKey(null as never, { sourceKeyId: id(memory, "key"), apiKey: {} }),
  },
  {
    call: "deleteAPIKey",
    says: "revokes",
    run: (client, memory) => client.deleteAPIKey(id(memory, "key")),
    answer: (nothing) => expect(nothing).toBeUndefined(),
  },
  { call: "retrieveAPIKey", says: "a revoked one is gone", status: 404, run: (client, memory) => client.retrieveAPIKey(id(memory, "key")) },
];

const AUDIT: readonly Row[] = [
  {
    call: "createAuditLog",
    says: "adds an entry",
    run: (client) =>
      client.createAuditLog({ auditLog: { insertUser: "ada@example.com", message: "Approved", reason: "Ticket", data: { n: 1 } } }),
    answer: (made: { auditLog: { id: number } }, memory) => void memory.set("audit entry", String(made.auditLog.id)),
  },
  {
    call: "retrieveAuditLog",
    says: "by its number",
    run: (client, memory) => client.retrieveAuditLog(Number(memory.get("audit entry"))),
    answer: (found: { auditLog: object }) => expect(found.auditLog).toMatchObject({ message: "Approved" }),
  },
  {
    call: "searchAuditLogs",
    says: "finds it by user",
    run: (client) => client.searchAuditLogs({ search: { user: "ada", orderBy: "insertInstant DESC" } }),
    answer: (found: { total: number }) => expect(found.total).toBe(1),
  },
];

const SYSTEM: readonly Row[] = [
  {
    call: "retrieveVersion",
    says: "",
    run: (client) => client.retrieveVersion(),
    answer: (told: { version: string }) => expect(told.version).toMatch(/^\d+\.\d+\.\d+/),
  },
  { call: "retrieveSystemHealth", says: "", run: (client) => client.retrieveSystemHealth() },
  { call: "retrieveSystemStatus", says: "", run: (client) => client.retrieveSystemStatus() },
  { call: "retrieveSystemStatusUsingAPIKey", says: "", run: (client) => client.retrieveSystemStatusUsingAPIKey() },
];

/** All of them. Tenants stand last: from the second one on, other calls would have to name theirs. */
export const ROWS: readonly Row[] = [...USERS, ...GROUPS, ...API_KEYS, ...AUDIT, ...SYSTEM, ...TOKEN_ROWS, ...TENANTS];
