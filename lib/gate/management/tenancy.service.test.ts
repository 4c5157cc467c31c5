// Vendor page 004, section 6: when a call needs a tenant, and what a key of one tenant finds of another.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const DEFAULT = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

/** Vendor page 004, section 6.3. */
const TENANT_REQUIRED = {
  generalErrors: [
    {
      code: "[TenantIdRequired]",
      message:
        "A Tenant Id is required to complete this request. To complete this request, you may assign a Tenant to your API key, or add the X-FusionAuth-TenantId HTTP request header with the Tenant Id.",
    },
  ],
};

const UNKNOWN_TENANT = { fieldErrors: { tenantId: [{ code: "[invalid]tenantId", message: expect.any(String) }] } };

describe.each(Object.entries(TEST_DATABASES))("tenancy on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.tenant.deleteMany();
    await world.prisma.tenant.create({ data: { id: DEFAULT, name: "Default" } });
  });

  const call = (method: string, target: string, sent?: Sent) => send(world, method, target, sent);
  const addSecondTenant = () => world.prisma.tenant.create({ data: { id: SECOND, name: "Pied Piper" } });
  const removeSecondTenant = () => world.prisma.tenant.delete({ where: { id: SECOND } });

  async function addUser(tenantId: string, user: Record<string, Json>): Promise<string> {
    const { status, body } = await call("POST", "/api/user", { tenant: tenantId, body: { user } });
    expect([status, body]).toEqual([200, expect.anything()]);
    return (body as { user: { id: string } }).user.id;
  }

  describe("a call that is ambiguous without a tenant", () => {
    /** Calls of vendor page 004 that need a tenant once there are two. */
    const AMBIGUOUS: readonly [string, string, (() => Json) | undefined][] = [
      ["GET", "/api/user?email=someone@example.com", undefined],
      ["GET", "/api/user?username=someone", undefined],
      ["GET", "/api/user?loginId=someone", undefined],
      ["POST", "/api/user", () => ({ user: { email: `${randomUUID()}@example.com` } })],
      ["POST", "/api/user/{id}", () => ({ user: { email: `${randomUUID()}@example.com` } })],
      ["POST", "/api/group", () => ({ group: { name: randomUUID() } })],
      ["POST", "/api/group/{id}", () => ({ group: { name: randomUUID() } })],
    ];

    it.each(AMBIGUOUS)("%s %s: one tenant, two tenants, back to one", async (method, target, body) => {
      await addUser(DEFAULT, { email: "someone@example.com", username: "someone" });
      const ask = (sent: Sent = {}) => call(method, target.replace("{id}", randomUUID()), { ...sent, body: body?.() });
      expect((await ask()).status).toBe(200);

      await addSecondTenant();
      const refused = await ask();
      expect([refused.status, refused.body]).toEqual([400, TENANT_REQUIRED]);
      expect(refused.headers["content-type"]).toBe("application/json");
      expect((await ask({ tenant: DEFAULT })).status).toBe(200);
      expect((await ask({ caller: keyOf(DEFAULT) })).status).toBe(200);
      expect((await ask({ tenant: SECOND })).status).toBe(method === "GET" ? 404 : 200);

      await removeSecondTenant();
      expect((await ask()).status).toBe(200);
    });

    it.each(AMBIGUOUS)("%s %s: an unknown or malformed tenant is 400 fieldErrors.tenantId", async (method, target, body) => {
      for (const tenant of [randomUUID(), "Default", "null", `${DEFAULT},${SECOND}`]) {
        const refused = await call(method, target.replace("{id}", randomUUID()), { tenant, body: body?.() });
        expect([refused.status, refused.body]).toEqual([400, UNKNOWN_TENANT]);
      }
    });

    it("calls by id and searches need no tenant", async () => {
      const userId = await addUser(DEFAULT, { email: "a@example.com" });
      await addSecondTenant();
      const otherId = await addUser(SECOND, { email: "a@example.com" });
      expect(await call("GET", `/api/user/${userId}`)).toMatchObject({ status: 200, body: { user: { id: userId, tenantId: DEFAULT } } });
      expect(await call("GET", `/api/user/${otherId}`)).toMatchObject({ status: 200, body: { user: { id: otherId, tenantId: SECOND } } });
      expect((await call("GET", "/api/user/search")).body).toMatchObject({ total: 2, users: [{ id: userId }, { id: otherId }] });
    });
  });

  describe("another tenant's objects", () => {
    let foreignUser: string;
    let foreignGroup: string;
    beforeEach(async () => {
      await addSecondTenant();
      foreignUser = await addUser(SECOND, { email: "secret@example.com", username: "secret" });
      const made = await call("POST", "/api/group", { tenant: SECOND, body: { group: { name: "Secret" } } });
      foreignGroup = (made.body as { group: { id: string } }).group.id;
    });

    it("are answered exactly as absent ones", async () => {
      const absent = randomUUID();
      const pairs: readonly [string, string, string, Json?][] = [
        ["GET", `/api/user/${foreignUser}`, `/api/user/${absent}`],
        ["GET", `/api/group/${foreignGroup}`, `/api/group/${absent}`],
        ["GET", `/api/tenant/${SECOND}`, `/api/tenant/${absent}`],
        ["GET", "/api/user?email=secret@example.com", "/api/user?email=nobody@example.com"],
        ["GET", "/api/user?username=secret", "/api/user?username=nobody"],
        ["GET", "/api/user?loginId=secret", "/api/user?loginId=nobody"],
        ["GET", `/api/user/search?ids=${foreignUser}`, `/api/user/search?ids=${absent}`],
        ["GET", "/api/user/search?queryString=secret", "/api/user/search?queryString=nobody"],
      ];
      for (const [method, foreign, missing] of pairs) {
        const answer = await call(method, foreign, { caller: keyOf(DEFAULT) });
        expect(answer).toEqual(await call(method, missing, { caller: keyOf(DEFAULT) }));
        expect([404, 200]).toContain(answer.status);
        if (answer.status === 404) expect(answer.body).toBeNull();
        if (answer.status === 200) expect(answer.body).toEqual({ users: [], total: 0 });
      }
    });

    it("are out of reach of the header too", async () => {
      expect(await call("GET", `/api/user/${foreignUser}`, { tenant: DEFAULT })).toEqual(await call("GET", `/api/user/${randomUUID()}`));
      expect((await call("GET", "/api/user/search", { tenant: DEFAULT })).body).toEqual({ users: [], total: 0 });
    });

    it("a header that contradicts the key: 404 by id, 400 on create, an empty search, the same for a tenant that does not exist", async () => {
      for (const tenant of [SECOND, randomUUID()]) {
        const sent = { caller: keyOf(DEFAULT), tenant };
        expect(await call("GET", `/api/user/${foreignUser}`, sent)).toMatchObject({ status: 404, body: null });
        expect(await call("GET", "/api/user?email=secret@example.com", sent)).toMatchObject({ status: 404, body: null });
        expect(await call("GET", "/api/user/search", sent)).toMatchObject({ status: 200, body: { users: [], total: 0 } });
        for (const [target, body] of [
          ["/api/user", { user: { email: "new@example.com" } }],
          ["/api/group", { group: { name: "New" } }],
        ] as const) {
          const refused = await call("POST", target, { ...sent, body });
          expect([refused.status, refused.body]).toEqual([400, UNKNOWN_TENANT]);
        }
      }
      expect(await world.prisma.user.count()).toBe(1);
    });

    it("share emails, usernames and names without colliding, but not ids", async () => {
      const sent = { caller: keyOf(DEFAULT) };
      expect(
        (await call("POST", "/api/user", { ...sent, body: { user: { email: "secret@example.com", username: "secret" } } })).status,
      ).toBe(200);
      expect((await call("POST", "/api/group", { ...sent, body: { group: { name: "Secret" } } })).status).toBe(200);
      const taken = await call("POST", `/api/user/${foreignUser}`, { ...sent, body: { user: { email: "other@example.com" } } });
      expect(taken).toMatchObject({ status: 400, body: { fieldErrors: { userId: [{ code: "[duplicate]userId" }] } } });
      expect(await call("GET", `/api/user/${foreignUser}`)).toMatchObject({
        body: { user: { email: "secret@example.com", tenantId: SECOND } },
      });
    });

    it("a tenant's key sees its own tenant and writes none", async () => {
      const caller = keyOf(DEFAULT);
      expect((await call("GET", "/api/tenant", { caller })).body).toMatchObject({ tenants: [{ id: DEFAULT }] });
      expect((await call("GET", `/api/tenant/${DEFAULT}`, { caller })).status).toBe(200);
      for (const target of ["/api/tenant", `/api/tenant/${randomUUID()}`]) {
        const refused = await call("POST", target, { caller, body: { tenant: { name: "Mine" } } });
        expect([refused.status, refused.body, refused.headers["www-authenticate"]]).toEqual([401, null, 'Bearer realm="management"']);
      }
      expect(await world.prisma.tenant.count()).toBe(2);
    });
  });
});
