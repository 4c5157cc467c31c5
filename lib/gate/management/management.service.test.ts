// The management API as its vendor's clients meet it, over real databases: objects, searches, bodies, errors, ids.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { JSON_TYPE, type Received, type Sent, send, tokenOf } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const DEFAULT = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

describe.each(Object.entries(TEST_DATABASES))("management API on %s", (_name, open) => {
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

  async function addUser(tenantId: string, user: Record<string, Json>): Promise<string> {
    const { status, body } = await call("POST", "/api/user", { tenant: tenantId, body: { user } });
    expect([status, body]).toEqual([200, expect.anything()]);
    return (body as { user: { id: string } }).user.id;
  }

  describe("users", () => {
    it("are made with what the vendor documents, and never give a password back", async () => {
      const id = randomUUID();
      const user = {
        email: "Richard@Example.COM",
        username: "richard",
        password: "correct horse battery",
        firstName: "Richard",
        lastName: "Hendricks",
        birthDate: "1986-03-01",
        preferredLanguages: ["en", "fr"],
        data: { favourite: { colour: "green" }, secret: "the customer's own word" },
      };
      const before = Date.now();
      const made = await call("POST", `/api/user/${id.toUpperCase()}`, {
        body: { user, sendSetPasswordEmail: false, skipVerification: true },
      });
      expect(made.status).toBe(200);
      const { password, ...visible } = user;
      const { insertInstant, lastUpdateInstant, ...rest } = (made.body as { user: Record<string, number> }).user;
      expect(rest).toEqual({
        ...visible,
        id,
        tenantId: DEFAULT,
        email: "richard@example.com",
        active: true,
        memberships: [],
        registrations: [],
      });
      expect(insertInstant).toBeGreaterThanOrEqual(before);
      expect(lastUpdateInstant).toBeGreaterThanOrEqual(before);
      expect(JSON.stringify(made)).not.toContain(password);
      const row = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      expect(row.passwordHash).toMatch(/^\$argon2id\$/);
      for (const target of [
        `/api/user/${id}`,
        "/api/user?email=RICHARD@example.com",
        "/api/user?username=richard",
        "/api/user?loginId=richard",
        "/api/user?loginId=richard%40example.com&loginIdTypes=email",
      ]) {
        expect((await call("GET", target)).body).toEqual(made.body);
      }
      const audited = await world.prisma.auditEntry.findFirstOrThrow({ where: { target: `user:${id}` } });
      expect(audited).toMatchObject({ chain: DEFAULT, actor: "key:key_0000000001", action: "user.create" });
      expect(JSON.stringify(audited.details)).not.toContain(password);
    });

    it("what a client got, it can send back: fields that are not its own change nothing", async () => {
      const first = await call("POST", "/api/user", { body: { user: { email: "a@example.com", data: { n: 1 } } } });
      const got = (first.body as { user: Record<string, Json> }).user;
      const again = await call("POST", `/api/user/${randomUUID()}`, {
        body: { user: { ...got, email: "b@example.com", active: false, tenantId: SECOND, twoFactor: { methods: [{ secret: "s" }] } } },
      });
      expect(again).toMatchObject({
        status: 200,
        body: { user: { email: "b@example.com", tenantId: DEFAULT, active: true, data: { n: 1 } } },
      });
      expect((again.body as { user: Record<string, Json> }).user).not.toHaveProperty("twoFactor");
    });

    it.each([
      [{}, "[blank]user.email"],
      [{ username: null, email: null }, "[blank]user.email"],
      [{ email: "" }, "[blank]user.email"],
      [{ email: "no address" }, "[invalid]user.email"],
      [{ email: 7 }, "[invalid]user.email"],
      [{ email: `${"a".repeat(250)}@example.com` }, "[invalid]user.email"],
      [{ username: "   " }, "[blank]user.username"],
      [{ username: ["a"] }, "[invalid]user.username"],
      [{ username: "a", password: "short" }, "[invalid]user.password"],
      [{ username: "a", firstName: { $ne: null } }, "[invalid]user.firstName"],
      [{ username: "a", isAdmin: true }, "[invalid]user.isAdmin"],
      [{ username: "a", passwordHash: "x" }, "[invalid]user.passwordHash"],
      [{ username: "a", constructor: {} }, "[invalid]user.constructor"],
      [{ username: "a", "": 1 }, "[invalid]user"],
    ])("%j is refused with %s", async (user, code) => {
      const refused = await call("POST", "/api/user", { body: { user: user as Json } });
      expect(refused.status).toBe(400);
      const codes = Object.values((refused.body as { fieldErrors: Record<string, { code: string }[]> }).fieldErrors).flat();
      expect(codes.map((error) => error.code)).toContain(code);
      expect(await world.prisma.user.count()).toBe(0);
    });

    it("an email or username that is taken is refused, also when two come at once", async () => {
      await addUser(DEFAULT, { email: "a@example.com", username: "a" });
      const same = { "user.email": [{ code: "[duplicate]user.email", message: expect.any(String) }] };
      expect(await call("POST", "/api/user", { body: { user: { email: "A@EXAMPLE.com" } } })).toMatchObject({
        status: 400,
        body: { fieldErrors: same },
      });
      expect(await call("POST", "/api/user", { body: { user: { username: "a" } } })).toMatchObject({
        status: 400,
        body: { fieldErrors: { "user.username": [{ code: "[duplicate]user.username" }] } },
      });
      const racing = await Promise.all(
        Array.from({ length: 8 }, () => call("POST", "/api/user", { body: { user: { email: "race@example.com" } } })),
      );
      expect(racing.map((answer) => answer.status).sort()).toEqual([200, ...Array(7).fill(400)]);
    });

    it("20 at once leave 20 users and a whole audit chain", async () => {
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, n) => call("POST", "/api/user", { body: { user: { email: `${n}@example.com` } } })),
      );
      expect(made.map((answer) => answer.status)).toEqual(Array(20).fill(200));
      for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report.broken).toBeNull();
      expect((await call("GET", "/api/user/search?numberOfResults=3&startRow=18")).body).toMatchObject({ total: 20, users: { length: 2 } });
    });

    it("a token answers its own user, whatever is asked, and nothing else", async () => {
      const own = await addUser(DEFAULT, { email: "own@example.com" });
      await addUser(DEFAULT, { email: "other@example.com" });
      await addSecondTenant();
      for (const target of ["/api/user", "/api/user?email=other@example.com", "/api/user?loginId=null"]) {
        expect(await call("GET", target, { caller: tokenOf(own) })).toMatchObject({ status: 200, body: { user: { id: own } } });
      }
      expect(await call("GET", "/api/user", { caller: tokenOf(randomUUID()) })).toMatchObject({ status: 404, body: null });
      expect(await call("GET", "/api/user", { caller: tokenOf("user_1") })).toMatchObject({ status: 404, body: null });
      expect(await call("GET", "/api/user", { caller: tokenOf(own), tenant: SECOND })).toMatchObject({ status: 404, body: null });
    });

    it.each(["/api/user", "/api/user?email=", "/api/user?email=null&username=null", "/api/user?id=1"])(
      "GET %s with a key names nobody: 400",
      async (target) => {
        expect(await call("GET", target)).toMatchObject({ status: 400, body: { generalErrors: [{ code: "[MissingSelector]" }] } });
      },
    );

    it.each(["null", "1", "search%2f", "..", "%27%20OR%201=1", "6c9e9669-9670-4f85-9f16-8396c2206f7", "ÿ"])(
      "the id %s is nobody's",
      async (id) => {
        expect(await call("GET", `/api/user/${id}`)).toMatchObject({ status: 404, body: null });
        expect(await call("GET", `/api/group/${id}`)).toMatchObject({ status: 404, body: null });
        expect(await call("GET", `/api/tenant/${id}`)).toMatchObject({ status: 404, body: null });
        expect(await call("POST", `/api/user/${id}`, { body: { user: { email: "a@example.com" } } })).toMatchObject({
          status: 400,
          body: { fieldErrors: { userId: [{ code: "[invalid]userId" }] } },
        });
      },
    );

    it.each(["%00", "a%00b@example.com", "%F0%9F%98%80", '\'; DROP TABLE "User"; --', "%25", "_", "a".repeat(5000)])(
      "the email %s is nobody's",
      async (email) => {
        await addUser(DEFAULT, { email: "a@example.com" });
        expect((await call("GET", `/api/user?email=${email}`)).status).toBe(404);
        expect((await call("GET", `/api/user?loginId=${email}`)).status).toBe(404);
      },
    );
  });

  describe("searches", () => {
    beforeEach(async () => {
      await addUser(DEFAULT, { email: "ann@example.com", firstName: "Ann", lastName: "O'Hara" });
      await addUser(DEFAULT, { email: "bob_x@example.com", firstName: "Bob", lastName: "100% \\ sure" });
      await addUser(DEFAULT, { username: "Carol", lastName: "Bobson" });
    });

    const names = (answer: Received) =>
      (answer.body as { users: { email?: string; username?: string }[] }).users.map((user) => user.username ?? user.email!.split("@")[0]);

    it.each([
      ["", ["ann", "bob_x", "Carol"]],
      ["?queryString=*", ["ann", "bob_x", "Carol"]],
      ["?queryString=null&ids=null", ["ann", "bob_x", "Carol"]],
      ["?queryString=BOB", ["bob_x", "Carol"]],
      ["?queryString=*bob*", ["bob_x", "Carol"]],
      ["?queryString=b_x", ["bob_x"]],
      ["?queryString=n_@", []],
      ["?queryString=%25", ["bob_x"]],
      ["?queryString=%5C", ["bob_x"]],
      ["?queryString=o'h", ["ann"]],
      ["?queryString=an*com", ["ann"]],
      ["?queryString=username:carol", ["Carol"]],
      ["?queryString=email:carol", []],
      ["?numberOfResults=1&startRow=1", ["bob_x"]],
      ["?numberOfResults=0", []],
    ])("GET /api/user/search%s", async (query, expected) => {
      const answer = await call("GET", `/api/user/search${query}`);
      expect(answer.status).toBe(200);
      expect(names(answer)).toEqual(expected);
    });

    it("by body, sorted, by ids", async () => {
      const all = await call("POST", "/api/user/search", { body: { search: { sortFields: [{ name: "lastName", order: "desc" }] } } });
      expect(names(all)).toEqual(["ann", "Carol", "bob_x"]);
      const ids = (all.body as { users: { id: string }[] }).users.slice(1).map((user) => user.id);
      expect(names(await call("POST", "/api/user/search", { body: { search: { ids } } }))).toEqual(["bob_x", "Carol"]);
      expect((await call("GET", `/api/user/search?ids=${ids[0]}&ids=${ids[1]}`)).body).toMatchObject({ total: 2 });
    });

    it.each([
      { ids: ["1"] },
      { ids: "1" },
      { queryString: 1 },
      { numberOfResults: -1 },
      { numberOfResults: 1.5 },
      { numberOfResults: 1001 },
      { numberOfResults: "ten" },
      { startRow: "99999999999" },
      { sortFields: [{ name: "passwordHash" }] },
      { query: '{"match_all":{}}' },
    ] as Json[])("%j is refused", async (search) => {
      const refused = await call("POST", "/api/user/search", { body: { search } });
      expect([refused.status, Object.keys((refused.body as { fieldErrors: object }).fieldErrors)[0]]).toEqual([
        400,
        expect.stringMatching(/^search\./),
      ]);
    });
  });

  describe("bodies", () => {
    it.each([
      ["not JSON", "{", [JSON_TYPE], "[invalidJSON]"],
      ["a list", "[]", [JSON_TYPE], "[invalidJSON]"],
      ["a NUL", '{"user":{"username":"a\\u0000"}}', [JSON_TYPE], "[invalidJSON]"],
      ["half a character", '{"user":{"username":"\\ud800"}}', [JSON_TYPE], "[invalidJSON]"],
      ["a prototype", '{"user":{"__proto__":{"active":true}}}', [JSON_TYPE], "[invalidJSON]"],
      ["nothing", "", [JSON_TYPE], "[blank]user"],
      ["an empty object", "{}", [JSON_TYPE], "[blank]user"],
      ["null", '{"user":null}', [JSON_TYPE], "[blank]user"],
      ["a text for the user", '{"user":"a"}', [JSON_TYPE], "[invalid]user"],
      ["an undocumented name beside the user", '{"user":{"username":"a"},"admin":true}', [JSON_TYPE], "[invalid]admin"],
      ["JSON that says it is text", '{"user":{"username":"a"}}', [["content-type", "text/plain"]], "[blank]user"],
      ["JSON that says nothing", '{"user":{"username":"a"}}', [], "[blank]user"],
      ["a body-less POST as text", "", [["content-type", "text/plain;charset=UTF-8"]], "[blank]user"],
    ] as const)("%s → 400", async (_what, body, headers, code) => {
      const refused = await call("POST", "/api/user", { body, headers });
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toContain(`"code":"${code}"`);
      expect(refused.headers["content-type"]).toBe("application/json");
      expect(refused.headers["x-request-id"]).toBe("req_0000000000001");
      expect(await world.prisma.user.count()).toBe(0);
    });

    it("beyond 1 MiB → 413 in the dialect, nothing stored", async () => {
      const refused = await call("POST", "/api/user", { body: { user: { username: "a", data: "x".repeat(1_048_576) } } });
      expect(refused).toMatchObject({ status: 413, body: { generalErrors: [{ code: "[BodyTooLarge]" }] } });
      expect(await world.prisma.user.count()).toBe(0);
    });

    it("naughty texts are stored and returned as they are, or refused with 400", async () => {
      const texts = [
        "\u0007\u001b[31m",
        "\u202etxt.exe",
        "Ω≈ç√∫˜µ≤≥÷",
        "ﷺ",
        "👩‍👩‍👧‍👦",
        "<script>alert(1)</script>",
        "$" + "{7*7}",
        "{{7*7}}",
        "\\u0000",
        "' OR 1=1 --",
        "\r\nSet-Cookie: a=b",
        "NaN",
        "__proto__",
        "toString",
      ];
      for (const text of texts) {
        const made = await call("POST", "/api/user", {
          body: { user: { username: text, data: { [text === "__proto__" ? "p" : text]: text } } },
        });
        expect([made.status, (made.body as { user: unknown }).user]).toEqual([200, expect.objectContaining({ username: text })]);
        expect((await call("GET", `/api/user?username=${encodeURIComponent(text)}`)).body).toEqual(made.body);
      }
    });
  });

  it("groups: name, data, id", async () => {
    const id = randomUUID();
    const made = await call("POST", `/api/group/${id}`, { body: { group: { name: "Admin", data: { a: 1 } }, roleIds: [] } });
    expect(made).toMatchObject({ status: 200, body: { group: { id, name: "Admin", tenantId: DEFAULT, data: { a: 1 } } } });
    expect(await call("GET", `/api/group/${id}`)).toEqual(made);
    expect(await call("POST", "/api/group", { body: { group: { name: "Admin" } } })).toMatchObject({
      status: 400,
      body: { fieldErrors: { "group.name": [{ code: "[duplicate]group.name" }] } },
    });
    expect(await call("POST", "/api/group", { body: { group: {} } })).toMatchObject({
      status: 400,
      body: { fieldErrors: { "group.name": [{ code: "[blank]group.name" }] } },
    });
  });

  it("tenants: list, one, create, copy; secrets nested in their configuration are not kept", async () => {
    const id = randomUUID();
    const tenant = {
      name: "Hooli",
      issuer: "hooli.com",
      emailConfiguration: { host: "mail", password: "smtp secret" },
      jwtConfiguration: { timeToLiveInSeconds: 60 },
    };
    const made = await call("POST", `/api/tenant/${id}`, { body: { tenant } });
    expect(made).toMatchObject({
      status: 200,
      body: { tenant: { id, name: "Hooli", issuer: "hooli.com", jwtConfiguration: { timeToLiveInSeconds: 60 } } },
    });
    expect(JSON.stringify(await world.prisma.tenant.findUnique({ where: { id } }))).not.toContain("smtp secret");
    expect(await call("GET", `/api/tenant/${id}`)).toEqual(made);
    const copy = await call("POST", "/api/tenant", { body: { tenant: { name: "Copy" }, sourceTenantId: id } });
    expect(copy).toMatchObject({ status: 200, body: { tenant: { issuer: "hooli.com", emailConfiguration: { host: "mail" } } } });
    expect((await call("GET", "/api/tenant")).body).toMatchObject({ tenants: [{ name: "Copy" }, { name: "Default" }, { name: "Hooli" }] });
    for (const sourceTenantId of [randomUUID(), "x", 7]) {
      expect(await call("POST", "/api/tenant", { body: { tenant: { name: "No" }, sourceTenantId } })).toMatchObject({
        status: 400,
        body: { fieldErrors: { sourceTenantId: [{ code: "[invalid]sourceTenantId" }] } },
      });
    }
    expect(await call("POST", "/api/tenant", { body: { tenant: { name: "Hooli" } } })).toMatchObject({
      status: 400,
      body: { fieldErrors: { "tenant.name": [{ code: "[duplicate]tenant.name" }] } },
    });
  });

  it("health has no body, status one word, and both need no credential", async () => {
    expect(await call("GET", "/api/health")).toMatchObject({ status: 200, body: null });
    expect(await call("GET", "/api/status")).toMatchObject({ status: 200, body: { status: "ok" } });
  });
});
