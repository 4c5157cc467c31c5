// Ruling of one page for all of tenants and applications: what belongs to another tenant is answered, byte for byte, like what does not exist.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { insertApplication } from "@/lib/manage/applications/create-application";
import { changing } from "@/lib/manage/changing";
import { signingKeyFor } from "@/lib/manage/tokens/signing-keys";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { APPLICATION_OPERATIONS } from "./application-operations";
import type { Operation } from "./operation";
import { ROLE_OPERATIONS } from "./role-operations";
import { TENANT_OPERATIONS } from "./tenant-operations";

const OWN = "30663132-6464-6665-3032-326466613934";
const FOREIGN = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const SECRET_MARK = "only for those of the other tenant";

/** Who asks: whatever they send besides, the other tenant's objects are not theirs. */
const CALLERS: Readonly<Record<string, Sent>> = {
  "a key of another tenant": { caller: keyOf(OWN) },
  "a key of another tenant that names its own": { caller: keyOf(OWN), tenant: OWN },
  "a key of another tenant that names theirs": { caller: keyOf(OWN), tenant: FOREIGN },
  "a key of all tenants that names another one": { tenant: OWN },
};

/** The ids of one tenant's objects, or as many random ones. */
interface Ids {
  readonly tenantId: string;
  readonly applicationId: string;
  readonly roleId: string;
  readonly signingKeyId: string;
}

const randomIds = (): Ids => ({ tenantId: randomUUID(), applicationId: randomUUID(), roleId: randomUUID(), signingKeyId: randomUUID() });

const OPERATIONS = [...TENANT_OPERATIONS, ...APPLICATION_OPERATIONS, ...ROLE_OPERATIONS];
/** Creation under an id that is taken has to say so; that the object behind it stays as it is is tested elsewhere. */
const BY_ID = OPERATIONS.filter(({ method, template }) => /\{\w+\}/.test(template) && !(method === "POST" && /Id\}$/.test(template)));

/** What the calls with a body send: all that a body can name is in it. */
const BODIES: Readonly<Record<string, (ids: Ids) => Json>> = {
  "/api/tenant/{tenantId}": () => ({ tenant: { name: "Mine" } }),
  "/api/application/{applicationId}": () => ({ application: { name: "Mine" } }),
  "/api/application/{applicationId}/role": () => ({ role: { name: "mine" } }),
  "/api/application/{applicationId}/role/{roleId}": () => ({ role: { name: "mine" } }),
};

/** Ids that stand in bodies and queries. */
const NAMED: readonly (readonly [method: string, target: string, body: (ids: Ids) => Json])[] = [
  ["POST", "/api/tenant", ({ tenantId }) => ({ tenant: { name: "Mine" }, sourceTenantId: tenantId })],
  ["POST", "/api/application", ({ applicationId }) => ({ application: { name: "Mine" }, sourceApplicationId: applicationId })],
  [
    "POST",
    "/api/application",
    ({ signingKeyId }) => ({ application: { name: "Mine", jwtConfiguration: { accessTokenKeyId: signingKeyId } } }),
  ],
  ["POST", "/api/tenant", ({ signingKeyId }) => ({ tenant: { name: "Mine", jwtConfiguration: { accessTokenKeyId: signingKeyId } } })],
  ["POST", "/api/application/search", ({ tenantId }) => ({ search: { tenantId } })],
];

/** Lists and searches that name no id. */
const LISTS: readonly (readonly [method: string, target: string, body: Json | undefined])[] = [
  ["GET", "/api/tenant", undefined],
  ["GET", "/api/application", undefined],
  ["GET", "/api/application?inactive=true", undefined],
  ["POST", "/api/tenant/search", { search: {} }],
  ["POST", "/api/application/search", { search: { name: "*" } }],
];

const [, open] = Object.entries(TEST_DATABASES)[1]!;
let world: TestWorld;
let foreign: Ids;
beforeAll(async () => {
  world = await open();
  await world.prisma.tenant.createMany({
    data: [
      { id: OWN, name: "Own" },
      { id: FOREIGN, name: SECRET_MARK },
    ],
  });
  foreign = await makeForeign();
});
afterAll(() => world?.close());

async function makeForeign(): Promise<Ids> {
  const roleId = randomUUID();
  const role = { id: roleId, name: SECRET_MARK, isDefault: false, isSuperRole: false };
  const made = await changing(world, "test", (change) =>
    insertApplication(change, FOREIGN, { name: SECRET_MARK, roles: [role], extra: { data: SECRET_MARK } }),
  );
  if (made.kind !== "done") throw new Error("no application");
  const { kid } = await signingKeyFor(world, { tenantId: FOREIGN, signingKeyId: null });
  const { id: signingKeyId } = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid } });
  return { tenantId: FOREIGN, applicationId: made.value.id, roleId, signingKeyId };
}

const fill = (template: string, ids: Ids) => template.replace(/\{(\w+)\}/g, (_whole, name: keyof Ids) => ids[name]);

function ask({ method, template }: Pick<Operation, "method" | "template">, query: string, ids: Ids, sent: Sent) {
  const body = method === "GET" || method === "DELETE" ? undefined : BODIES[template]?.(ids);
  return send(world, method, fill(template, ids) + query, { ...sent, body });
}

async function state(): Promise<string> {
  const rows = [await world.prisma.tenant.findMany(), await world.prisma.application.findMany(), await world.prisma.auditEntry.count()];
  return JSON.stringify(rows);
}

describe.each(Object.entries(CALLERS))("%s", (_name, sent) => {
  it.each(BY_ID.map((operation) => [`${operation.method} ${operation.template}`, operation] as const))("%s", async (_call, operation) => {
    const before = await state();
    for (const query of ["", "?hardDelete=true", "?reactivate=true", `?name=${encodeURIComponent(SECRET_MARK)}`, "?async=true"]) {
      const answer = await ask(operation, query, foreign, sent);
      expect(answer).toEqual(await ask(operation, query, randomIds(), sent));
      expect([400, 401, 404]).toContain(answer.status);
    }
    expect(await state()).toBe(before);
  });

  it.each(NAMED)("%s %s with an id in its body", async (method, target, body) => {
    const before = await state();
    const answer = await send(world, method, target, { ...sent, body: body(foreign) });
    expect(answer).toEqual(await send(world, method, target, { ...sent, body: body(randomIds()) }));
    expect(JSON.stringify(answer)).not.toContain(SECRET_MARK);
    expect(await state()).toBe(before);
  });

  it.each(LISTS)("%s %s holds nothing of theirs", async (method, target, body) => {
    const answer = await send(world, method, target, { ...sent, body });
    expect(answer.status).toBe(200);
    for (const mark of [SECRET_MARK, ...Object.values(foreign)]) expect(JSON.stringify(answer)).not.toContain(mark);
  });
});

it("a role of one's own application cannot be reached through another's, and a foreign role not through one's own", async () => {
  const own = await send(world, "POST", "/api/application", {
    tenant: OWN,
    body: { application: { name: "Own", roles: [{ name: "own" }] } },
  });
  const { id, roles } = (own.body as { application: { id: string; roles: { id: string }[] } }).application;
  const sent = { caller: keyOf(OWN), body: { role: { name: "taken over" } } };
  for (const target of [`${id}/role/${foreign.roleId}`, `${foreign.applicationId}/role/${roles[0]?.id}`]) {
    expect(await send(world, "PUT", `/api/application/${target}`, sent)).toMatchObject({ status: 404, body: null });
  }
});

it("the matrix holds every operation that names an object", () => {
  expect(BY_ID.map(({ facts }) => facts.id).sort()).toEqual(
    [
      "createApplicationRole",
      "deleteApplication",
      "deleteApplicationRole",
      "deleteApplicationRoleByName",
      "deleteTenant",
      "patchApplication",
      "patchApplicationRole",
      "patchTenant",
      "retrieveApplication",
      "retrieveTenant",
      "updateApplication",
      "updateApplicationRole",
      "updateTenant",
    ].sort(),
  );
});
