// The vendor's own client, unmodified, against a started server: every call it has on tenants, applications and their roles.
import { randomUUID } from "node:crypto";
import { FusionAuthClient } from "@fusionauth/typescript-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";

const DEFAULT = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const SECRETS = { global: "the-secret-of-the-key-of-all-tenants", second: "the-secret-of-the-key-of-the-second" };

/** An id that is left to the server: the client leaves the segment out for null, which its types do not say. */
const OUR_CHOICE = null as unknown as string;

const key = (id: string, secret: string, tenantId: string | null) => ({ id, api: "management", name: id, secret, tenantId, endpoints: {} });
const BOOTSTRAP = {
  owner: { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" },
  tenants: [
    { id: DEFAULT, name: "Default" },
    { id: SECOND, name: "Second" },
  ],
  keys: [key("key_0000000001", SECRETS.global, null), key("key_0000000002", SECRETS.second, SECOND)],
};

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer({ bootstrap: BOOTSTRAP });
});
afterAll(() => server?.stop());

const clientOf = (secret: string, tenantId?: string) => {
  const client = new FusionAuthClient(secret, `http://${server.host}:${server.port}`);
  return tenantId === undefined ? client : client.setTenantId(tenantId);
};

/** What the client makes of an answer, whether it resolves or rejects with it. */
interface Received {
  readonly statusCode: number;
  readonly response?: unknown;
  readonly exception?: unknown;
}

async function receive(call: Promise<unknown>): Promise<Received> {
  const { statusCode, response, exception } = (await call.catch((rejected: unknown) => rejected)) as Received;
  return { statusCode, response, exception };
}

/** The answer of a call that must succeed. */
async function succeed<T>(call: Promise<{ readonly response: T; readonly statusCode: number }>): Promise<T> {
  const { statusCode, exception } = await receive(call);
  expect([statusCode, exception]).toEqual([200, undefined]);
  return (await call).response;
}

test("tenants are created, copied, read, found, replaced, patched and deleted", async () => {
  const client = clientOf(SECRETS.global);
  const id = randomUUID();
  const jwtConfiguration = { timeToLiveInSeconds: 600, refreshTokenTimeToLiveInMinutes: 60 };
  const made = await succeed(client.createTenant(id, { tenant: { name: "Acme", issuer: "acme.test", jwtConfiguration } }));
  expect(made.tenant).toMatchObject({ id, name: "Acme", issuer: "acme.test", jwtConfiguration });
  const copy = await succeed(client.createTenant(OUR_CHOICE, { tenant: { name: "Acme copy" }, sourceTenantId: id }));
  expect(copy.tenant).toMatchObject({ issuer: "acme.test", jwtConfiguration });
  expect(await succeed(client.retrieveTenant(id))).toEqual(made);
  expect((await succeed(client.retrieveTenants())).tenants?.map(({ name }) => name)).toEqual(["Acme", "Acme copy", "Default", "Second"]);
  const found = await succeed(client.searchTenants({ search: { name: "acme", orderBy: "name DESC", numberOfResults: 1 } }));
  expect([found.total, found.tenants?.map(({ name }) => name)]).toEqual([2, ["Acme copy"]]);
  expect((await succeed(client.updateTenant(id, { tenant: { ...made.tenant, name: "Hooli" } }))).tenant).toMatchObject({
    name: "Hooli",
    jwtConfiguration,
  });
  const patched = await succeed(client.patchTenant(id, { tenant: { jwtConfiguration: { timeToLiveInSeconds: 60 } } }));
  expect(patched.tenant?.jwtConfiguration).toEqual({ ...jwtConfiguration, timeToLiveInSeconds: 60 });
  const refused = await receive(client.patchTenant(id, { tenant: { jwtConfiguration: { timeToLiveInSeconds: 0 } } }));
  expect(refused).toMatchObject({
    statusCode: 400,
    exception: {
      fieldErrors: { "tenant.jwtConfiguration.timeToLiveInSeconds": [{ code: "[invalid]tenant.jwtConfiguration.timeToLiveInSeconds" }] },
    },
  });
  expect(await receive(client.deleteTenantAsync(copy.tenant?.id ?? ""))).toMatchObject({ statusCode: 202, exception: undefined });
  await succeed(client.deleteTenantWithRequest(id, { async: false }));
  expect(await receive(client.retrieveTenant(id))).toMatchObject({ statusCode: 404, exception: undefined });
  expect(await receive(client.deleteTenant(id))).toMatchObject({ statusCode: 404 });
});

test("applications are created, read, found, replaced, patched, deactivated, reactivated and deleted", async () => {
  const client = clientOf(SECRETS.global, DEFAULT);
  const id = randomUUID();
  const made = await succeed(client.createApplication(id, { application: { name: "Shop", roles: [{ name: "buyer", isDefault: true }] } }));
  expect(made.application).toMatchObject({
    id,
    tenantId: DEFAULT,
    name: "Shop",
    active: true,
    roles: [{ name: "buyer", isDefault: true }],
  });
  expect(made.application?.oauthConfiguration).toEqual({ clientId: id, clientSecret: expect.stringMatching(/^[\w-]{43}$/) });
  expect(await succeed(client.retrieveApplication(id))).toEqual(made);
  const other = await succeed(client.createApplication(OUR_CHOICE, { application: { name: "Blog" }, sourceApplicationId: id }));
  expect((await succeed(client.retrieveApplications())).applications?.map(({ name }) => name)).toEqual(["Blog", "Shop"]);
  const loginConfiguration = { allowTokenRefresh: true, generateRefreshTokens: true, requireAuthentication: false };
  const put = await succeed(client.updateApplication(id, { application: { ...made.application, name: "Store", loginConfiguration } }));
  expect(put.application).toMatchObject({ name: "Store", loginConfiguration, oauthConfiguration: made.application?.oauthConfiguration });
  const patched = await succeed(client.patchApplication(id, { application: { oauthConfiguration: { clientSecret: "given secret" } } }));
  expect(patched.application?.oauthConfiguration).toEqual({ clientId: id, clientSecret: "given secret" });
  const found = await succeed(client.searchApplications({ search: { name: "store", tenantId: DEFAULT } }));
  expect([found.total, found.applications?.map((application) => application.id)]).toEqual([1, [id]]);
  await succeed(client.deactivateApplication(id));
  expect((await succeed(client.retrieveInactiveApplications())).applications?.map((application) => application.id)).toEqual([id]);
  expect((await succeed(client.reactivateApplication(id))).application).toMatchObject({ id, active: true, name: "Store" });
  for (const gone of [id, other.application?.id ?? ""]) await succeed(client.deleteApplication(gone));
  expect(await receive(client.retrieveApplication(id))).toMatchObject({ statusCode: 404, exception: undefined });
  for (const secret of [made.application?.oauthConfiguration?.clientSecret ?? "", "given secret"]) {
    expect(server.stdout() + server.stderr()).not.toContain(secret);
  }
});

test("roles are added, replaced, patched and removed", async () => {
  const client = clientOf(SECRETS.global, DEFAULT);
  const { application } = await succeed(client.createApplication(OUR_CHOICE, { application: { name: "Roles" } }));
  const applicationId = application?.id ?? "";
  const roleId = randomUUID();
  const { role } = await succeed(client.createApplicationRole(applicationId, roleId, { role: { name: "clerk" } }));
  expect(role).toMatchObject({ id: roleId, name: "clerk", isDefault: false, isSuperRole: false });
  await succeed(client.createApplicationRole(applicationId, OUR_CHOICE, { role: { name: "admin", isSuperRole: true } }));
  expect((await succeed(client.updateApplicationRole(applicationId, roleId, { role: { ...role, name: "teller" } }))).role).toMatchObject({
    id: roleId,
    name: "teller",
  });
  expect((await succeed(client.patchApplicationRole(applicationId, roleId, { role: { description: "Counts" } }))).role).toMatchObject({
    name: "teller",
    description: "Counts",
  });
  await succeed(client.deleteApplicationRole(applicationId, roleId));
  expect((await succeed(client.retrieveApplication(applicationId))).application?.roles).toMatchObject([{ name: "admin" }]);
});

test("a tenant's key is confined to it, dies with it, and with the second tenant go the rules of two", async () => {
  const [all, second] = [clientOf(SECRETS.global), clientOf(SECRETS.second)];
  const { application } = await succeed(second.createApplication(OUR_CHOICE, { application: { name: "Theirs" } }));
  const id = application?.id ?? "";
  expect((await succeed(second.retrieveTenants())).tenants).toMatchObject([{ id: SECOND }]);
  for (const call of [() => second.deleteTenant(SECOND), () => second.patchTenant(SECOND, { tenant: { name: "Mine" } })]) {
    expect(await receive(call())).toMatchObject({ statusCode: 401, exception: undefined });
  }
  const inDefault = clientOf(SECRETS.global, DEFAULT);
  for (const call of [
    () => inDefault.retrieveApplication(id),
    () => inDefault.deleteApplication(id),
    () => second.retrieveTenant(DEFAULT),
  ]) {
    expect(await receive(call())).toMatchObject({ statusCode: 404, exception: undefined });
  }
  expect(await receive(all.createApplication(OUR_CHOICE, { application: { name: "Whose?" } }))).toMatchObject({
    statusCode: 400,
    exception: { generalErrors: [{ code: "[TenantIdRequired]" }] },
  });
  await succeed(all.deleteTenant(SECOND));
  expect(await receive(second.retrieveTenants())).toMatchObject({ statusCode: 401, exception: undefined });
  expect((await succeed(all.createApplication(OUR_CHOICE, { application: { name: "Whose?" } }))).application).toMatchObject({
    tenantId: DEFAULT,
  });
  expect(await receive(all.deleteTenant(DEFAULT))).toMatchObject({
    statusCode: 400,
    exception: { generalErrors: [{ code: "[LastTenant]", message: expect.any(String) }] },
  });
});
