// Vendor page 004, section 6: with one tenant no call needs to name it, with two exactly those of the table do, and back again.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenApiDocument } from "@/lib/core/openapi/document";
import { build, type Callable, callables } from "./id-slots";
import { KINDS, SECRETS, startOneTenant, type TwoTenants } from "./two-tenants";

/** What puts an object into a tenant, or names one by what is unique in a tenant only. */
const AMBIGUOUS = new Set([
  "GET /api/user",
  "POST /api/user",
  "POST /api/user/{userId}",
  "POST /api/group",
  "POST /api/group/{groupId}",
  "POST /api/application",
  "POST /api/application/{applicationId}",
  "POST /api/login",
]);

let world: TwoTenants;
let operations: readonly Callable[];

beforeAll(async () => {
  world = await startOneTenant();
  const answer = await fetch(`http://127.0.0.1:${world.server.port}/openapi.json`);
  operations = callables((await answer.json()) as OpenApiDocument);
});
afterAll(() => world?.close());

let counter = 0;

/** Whether the call, of a key of all tenants that names none, is refused for that. */
async function needsTenant(operation: Callable): Promise<boolean> {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, kind === "audit entry" ? "1" : randomUUID()])) as TwoTenants["own"];
  const { path, body, isForm } = build(operation, ids, `ambiguous-${++counter}`);
  const isLogin = operation.path === "/api/login" && operation.method === "POST";
  const given = isLogin ? { loginId: "own@example.com", password: "correct horse battery" } : body;
  const target = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? "");
  const query = operation.path === "/api/user" && operation.method === "GET" ? "?email=own@example.com" : "";
  const answer = await fetch(`http://127.0.0.1:${world.server.port}${target}${query}`, {
    method: operation.method,
    headers: { authorization: SECRETS.global, ...(given === undefined || isForm ? {} : { "content-type": "application/json" }) },
    ...(given === undefined || operation.method === "GET" ? {} : { body: JSON.stringify(given) }),
  });
  const text = await answer.text();
  expect(answer.status, `${operation.method} ${operation.path}: ${text}`).toBeLessThan(500);
  return answer.status === 400 && text.includes('"[TenantIdRequired]"');
}

/** As its owners do: whoever deletes it behind the server's back would have to tell the server. */
async function deleteTenant(id: string): Promise<void> {
  const url = `http://127.0.0.1:${world.server.port}/api/tenant/${id}`;
  const answer = await fetch(url, { method: "DELETE", headers: { authorization: SECRETS.global } });
  expect(answer.status).toBe(200);
}

/** The operations that need a tenant while there are exactly those tenants. */
async function everyAnswer(tenantIds: readonly string[]): Promise<string[]> {
  const needing: string[] = [];
  for (const operation of operations) {
    // Operations that make tenants make some here as well.
    const { rows } = await world.database.query<{ id: string }>(`SELECT "id" FROM "Tenant" WHERE "id" <> ALL($1::uuid[])`, [tenantIds]);
    for (const { id } of rows) await deleteTenant(id);
    if (await needsTenant(operation)) needing.push(`${operation.method} ${operation.path}`);
  }
  return needing.sort();
}

test("one tenant, two tenants, back to one: every operation of the document", { timeout: 600_000 }, async () => {
  const expected = operations.map(({ method, path }) => `${method} ${path}`).filter((name) => AMBIGUOUS.has(name));
  const first = world.own.tenant;
  expect(await everyAnswer([first])).toEqual([]);
  const second = randomUUID();
  const made = await fetch(`http://127.0.0.1:${world.server.port}/api/tenant/${second}`, {
    method: "POST",
    headers: { authorization: SECRETS.global, "content-type": "application/json" },
    body: JSON.stringify({ tenant: { name: "Second" } }),
  });
  expect(made.status).toBe(200);
  expect(await everyAnswer([first, second])).toEqual(expected.sort());
  expect(await everyAnswer([first])).toEqual([]);
  console.log(`${operations.length} operations in three states; ${expected.length} of them need a tenant where there are two`);
});
