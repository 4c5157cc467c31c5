// Applying a bootstrap file: whole or not at all, once for each text, and never over what people changed since.
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSealing } from "@/lib/adapters/system/sealing";
import { sealingContext } from "@/lib/core/api-secrets";
import { standard } from "@/lib/core/dialects/standard";
import { judgeShape } from "@/lib/core/secrets/key-shape";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { ensureBuiltInApis } from "@/lib/manage/first-start";
import { revokeKey } from "@/lib/manage/keys/revoke-key";
import type { Outcome } from "@/lib/manage/outcome";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { type AppliedBootstrap, applyBootstrap, type BootstrapWorld } from "./apply-bootstrap";
import { exportBootstrap } from "./export-bootstrap";

const TENANT = "30663132-6464-6665-3032-326466613934";
const OPTIONS = { actor: "bootstrap", publicHost: null };

const FILE = {
  owner: { email: "Owner@Example.com", name: "Owner", password: "at least fifteen characters" },
  tenants: [{ id: TENANT, name: "Acme" }],
  apis: [
    {
      slug: "payments",
      name: "Payments",
      dialect: "standard",
      upstream: "http://127.0.0.1:9000",
      hosts: ["api.payments.test"],
      endpoints: [
        { path: "/v0/payments", methods: ["GET"], permission: "read" },
        { path: "/v0/payments/{id}", methods: ["GET", "DELETE"], permission: "write", cost: 3 },
      ],
      plans: [
        {
          name: "default",
          windows: [{ limit: 100, seconds: 60 }],
          accountWindows: [{ limit: 300, seconds: 60 }],
          tenantWindows: [{ limit: 500, seconds: 60 }],
          quota: { limit: 1000, period: "month" },
        },
        { name: "small", endpoints: ["/v0/payments"], allowTokens: false },
      ],
      upstreamHeaders: { "x-upstream-secret": "upstream-secret-value" },
      maxBodyBytes: 1000,
      windows: [{ limit: 20_000, seconds: 60 }],
    },
  ],
  keys: [
    {
      id: "key_0000000001",
      api: "payments",
      plan: "small",
      name: "ci",
      description: "used by the nightly job",
      secret: "given-or-generated",
      permissions: ["read"],
      endpoints: { "/v0/payments": ["GET"] },
      tenantId: TENANT,
      purpose: "development",
      ipAllowList: ["10.0.0.0/8"],
      metadata: { team: "billing" },
    },
    { id: "key_0000000003", api: "payments", name: "minted" },
    { id: "key_0000000004", api: "management", name: "manager", secret: "super-secret-key", keyManager: true },
  ],
  service: [{ id: "key_0000000002", name: "backend", secret: "backend-secret", permissions: ["keys:verify"] }],
  users: [{ user: { email: "u@example.com", password: "user password", firstName: "U" } }],
  groups: [{ name: "testers" }],
  applications: [{ application: { name: "shop", roles: [{ name: "buyer" }] } }],
};

type File = typeof FILE;

describe.each(Object.entries(TEST_DATABASES))("applyBootstrap on %s", (_name, start) => {
  let base: TestWorld;
  let world: BootstrapWorld;
  const sealing = createSealing(randomBytes(32), "apis");

  beforeAll(async () => {
    base = await start();
    world = { ...base, seal: sealing.seal };
    await base.prisma.$executeRaw`ALTER TABLE "AuditEntry" DISABLE TRIGGER USER`;
    await base.prisma.$executeRaw`ALTER TABLE "AuditHead" DISABLE TRIGGER USER`;
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    await base.prisma
      .$executeRaw`TRUNCATE "AuditEntry", "AuditHead", "Key", "Api", "Tenant", "BootstrapObject", "Member", "TokenRevocation" CASCADE`;
    await ensureBuiltInApis(world);
  });

  const attempt = (file: unknown): Promise<Outcome<AppliedBootstrap>> => applyBootstrap(world, JSON.stringify(file), OPTIONS);
  const apply = async (file: unknown): Promise<AppliedBootstrap> => {
    const outcome = await attempt(file);
    if (outcome.kind === "refused" || outcome.kind === "absent") throw new Error(JSON.stringify(outcome));
    return outcome.value;
  };
  const change = (edit: (file: File) => void): File => {
    const copy = structuredClone(FILE);
    edit(copy);
    return copy;
  };
  const key = (publicId: string) => base.prisma.key.findUniqueOrThrow({ where: { publicId }, include: { secrets: true } });
  const hasSecret = async (publicId: string, secret: string) => {
    const { apiId, secrets } = await key(publicId);
    const fingerprint = base.hasher.fingerprint(apiId, secret);
    return secrets.length === 1 && Buffer.from(secrets[0]!.fingerprint).toString("hex") === fingerprint;
  };
  /** Every row that a file may write, with its instants. */
  const everything = async () => {
    const { prisma } = base;
    return JSON.stringify(
      [
        await prisma.api.findMany({ include: { endpoints: true, plans: true }, orderBy: { id: "asc" } }),
        await prisma.key.findMany({ include: { secrets: true }, orderBy: { id: "asc" } }),
        await prisma.tenant.findMany({ include: { users: true, groups: true, applications: true } }),
        await prisma.member.findMany(),
        await prisma.bootstrapObject.findMany({ orderBy: { objectId: "asc" } }),
        await prisma.auditEntry.count(),
      ],
      (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value),
    );
  };

  test("a whole instance stands after one application, and its audit holds", async () => {
    const applied = await apply(FILE);
    expect(applied).toMatchObject({
      written: 10,
      unchanged: 0,
      generated: [{ publicId: "key_0000000003", api: "payments", name: "minted" }],
    });

    const api = await base.prisma.api.findUniqueOrThrow({ where: { slug: "payments" }, include: { endpoints: true, plans: true } });
    expect(api).toMatchObject({
      dialect: "standard",
      upstream: "http://127.0.0.1:9000",
      hosts: ["api.payments.test"],
      holdsForeignSecrets: true,
    });
    expect(api.settings).toMatchObject({
      maxBodyBytes: 1000,
      upstreamTimeoutSeconds: 60,
      windows: [{ limit: 20_000, seconds: 60 }],
    });
    expect(api.endpoints).toMatchObject([
      { path: "/v0/payments", methods: ["GET"], permission: "read", cost: 1 },
      { path: "/v0/payments/{id}", methods: ["GET", "DELETE"], permission: "write", cost: 3 },
    ]);
    expect(api.plans).toMatchObject([
      {
        name: "default",
        windows: [
          { limit: 100, seconds: 60 },
          { limit: 300, seconds: 60, per: "account" },
          { limit: 500, seconds: 60, per: "tenant" },
        ],
        quota: { limit: 1000, period: "month" },
        allowTokens: true,
        endpoints: null,
      },
      {
        name: "small",
        windows: [],
        quota: null,
        allowTokens: false,
        endpoints: { "/v0/payments": expect.arrayContaining(["GET", "POST"]) },
      },
    ]);

    const ci = await key("key_0000000001");
    expect(ci).toMatchObject({
      apiId: api.id,
      planName: "small",
      tenantId: TENANT,
      permissions: ["read"],
      endpoints: { "/v0/payments": ["GET"] },
    });
    expect(ci).toMatchObject({
      ipAllowList: ["10.0.0.0/8"],
      metadata: { team: "billing" },
      purpose: "development",
      keyManager: false,
      createdBy: "bootstrap",
    });
    expect(await hasSecret("key_0000000001", "given-or-generated")).toBe(true);
    expect(await key("key_0000000003")).toMatchObject({
      planName: "default",
      permissions: ["*"],
      endpoints: {},
      expiresAt: null,
      revokedAt: null,
    });
    expect(await key("key_0000000004")).toMatchObject({ keyManager: true });
    const service = await base.prisma.api.findUniqueOrThrow({ where: { slug: "service" } });
    expect(await key("key_0000000002")).toMatchObject({ apiId: service.id, permissions: ["keys:verify"] });

    const minted = applied.generated[0]!.secret.reveal();
    expect(judgeShape(standard.keyShape, minted)).toBeNull();
    expect(await hasSecret("key_0000000003", minted)).toBe(true);

    const tenant = await base.prisma.tenant.findUniqueOrThrow({
      where: { id: TENANT },
      include: { users: true, groups: true, applications: true },
    });
    expect(tenant).toMatchObject({ name: "Acme", users: [{ email: "u@example.com", firstName: "U" }], groups: [{ name: "testers" }] });
    expect(tenant.applications).toMatchObject([{ name: "shop", roles: [{ name: "buyer" }] }]);
    expect(tenant.users[0]!.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await base.prisma.member.findMany()).toMatchObject([
      { email: "owner@example.com", role: "owner", passwordHash: expect.stringMatching(/^\$argon2id\$/) },
    ]);
    for await (const report of verifyAudit(base.prisma, base.auditMac)) expect(report.broken).toBeNull();
    expect(await base.prisma.auditEntry.count({ where: { action: "key.create" } })).toBe(4);
  });

  test("upstream headers and signing secrets are sealed for their own place, and no secret stands in any row", async () => {
    await apply(FILE);
    const api = await base.prisma.api.findUniqueOrThrow({ where: { slug: "payments" } });
    expect(sealing.openText(api.sealedHeaders!, sealingContext(api.id, "sealedHeaders"))).toBe(
      '[["x-upstream-secret","upstream-secret-value"]]',
    );
    expect(sealing.openText(api.sealedSigningSecret!, sealingContext(api.id, "sealedSigningSecret"))).toHaveLength(43);
    expect(() => sealing.openText(api.sealedHeaders!, sealingContext(api.id, "sealedTrustedKeys"))).toThrow();
    const rows = await everything();
    const details = JSON.stringify((await base.prisma.auditEntry.findMany()).map((entry) => entry.details));
    for (const secret of [
      "given-or-generated",
      "super-secret-key",
      "backend-secret",
      "upstream-secret-value",
      "at least fifteen",
      "user password",
    ]) {
      expect(rows + details).not.toContain(secret);
      expect(rows).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  test("the same text again touches nothing, and neither does other white space", async () => {
    await apply(FILE);
    const before = await everything();
    expect(await apply(FILE)).toMatchObject({ written: 0, unchanged: 10, generated: [] });
    const spaced = await applyBootstrap(world, JSON.stringify(FILE, null, 7), OPTIONS);
    expect(spaced.kind).toBe("unchanged");
    expect(await everything()).toBe(before);
  });

  test("what people changed since never stops the same file, even where it now stands against it", async () => {
    await apply(FILE);
    await base.prisma.tenant.update({ where: { id: TENANT }, data: { name: "Renamed" } });
    await base.prisma.tenant.create({ data: { id: "00000000-0000-4000-8000-000000000001", name: "Acme" } });
    await base.prisma.api.update({ where: { slug: "payments" }, data: { hosts: [] } });
    await base.prisma.api.update({ where: { slug: "management" }, data: { hosts: ["api.payments.test"] } });
    const before = await everything();
    expect(await apply(FILE)).toMatchObject({ written: 0, unchanged: 10 });
    expect(await everything()).toBe(before);
    expect(await attempt({ ...FILE, groups: [] })).toMatchObject({
      kind: "refused",
      problems: expect.arrayContaining([expect.objectContaining({ field: "tenants[0].id" })]),
    });
  });

  test("a changed object is updated field by field: what the file leaves out stays", async () => {
    await apply(FILE);
    const { id } = await key("key_0000000001");
    await base.prisma.key.update({ where: { id }, data: { description: "edited in the console" } });
    await base.prisma.key.update({ where: { publicId: "key_0000000003" }, data: { name: "renamed in the console" } });
    const file = change(({ keys, apis }) => {
      keys[0] = { ...keys[0]!, name: "ci 2", permissions: ["read", "write"], description: undefined } as never;
      apis[0] = { ...apis[0]!, maxBodyBytes: 2000, endpoints: undefined, hosts: ["new.payments.test"] } as never;
    });
    expect(await apply(file)).toMatchObject({ written: 2, unchanged: 8, generated: [] });
    expect(await key("key_0000000001")).toMatchObject({
      id,
      name: "ci 2",
      permissions: ["read", "write"],
      description: "edited in the console",
    });
    expect(await key("key_0000000003")).toMatchObject({ name: "renamed in the console" });
    // What the key's tokens say of it was written before.
    expect(await base.prisma.tokenRevocation.findMany({ select: { kind: true, subject: true } })).toEqual([{ kind: "key", subject: id }]);
    const api = await base.prisma.api.findUniqueOrThrow({ where: { slug: "payments" }, include: { endpoints: true } });
    expect(api).toMatchObject({ hosts: ["new.payments.test"], settings: { maxBodyBytes: 2000 } });
    expect(api.endpoints).toHaveLength(2);
  });

  test("issuers are stored with their defaults; one that is named beside keys is only what those speak for", async () => {
    const publicJwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
    const issuers = ["https://login.test", { issuer: "id.test", jwksUrl: "https://id.test/keys", tenantClaim: "org" }];
    const chat = { slug: "chat", dialect: "fusion-ai", issuers };
    const keyed = { slug: "keyed", dialect: "fusion-ai", issuers: ["acme"], trustedKeys: [{ kid: "k", alg: "ES256", publicJwk }] };
    await apply({ apis: [chat, keyed] } as never);
    const stored = await base.prisma.api.findMany({ where: { slug: { in: ["chat", "keyed"] } }, orderBy: { slug: "asc" } });
    const defaults = { audience: null, algorithms: ["RS256", "ES256"], permissionsClaim: null, subjectClaim: "sub", permissions: null };
    expect(stored.map((row) => row.issuers)).toEqual([
      [
        { ...defaults, issuer: "https://login.test", jwksUrl: null, tenantClaim: null },
        { ...defaults, issuer: "id.test", jwksUrl: "https://id.test/keys", tenantClaim: "org" },
      ],
      [],
    ]);
  });

  test("a plan's windows change one kind at a time: those of keys, of accounts and of tenants", async () => {
    await apply(FILE);
    const file = change(({ apis }) => {
      apis[0] = { ...apis[0]!, plans: [{ name: "default", windows: [{ limit: 50, seconds: 60 }], tenantWindows: [] }] } as never;
    });
    await apply(file);
    const plan = await base.prisma.plan.findFirstOrThrow({ where: { name: "default", api: { slug: "payments" } } });
    expect(plan.windows).toEqual([
      { limit: 50, seconds: 60 },
      { limit: 300, seconds: 60, per: "account" },
    ]);
    expect(plan.quota).toEqual({ limit: 1000, period: "month" });
  });

  test("null is a value: it takes an expiry away, while leaving the field out does not", async () => {
    const expiring = change(({ keys }) => {
      keys[0] = { ...keys[0]!, expiresAt: "2030-01-01T00:00:00Z" } as never;
    });
    await apply(expiring);
    const without = change(({ keys }) => {
      keys[0] = { ...keys[0]!, name: "ci 2" } as never;
    });
    await apply(without);
    expect((await key("key_0000000001")).expiresAt).toEqual(new Date("2030-01-01T00:00:00Z"));
    const never = change(({ keys }) => {
      keys[0] = { ...keys[0]!, expiresAt: null } as never;
    });
    await apply(never);
    expect((await key("key_0000000001")).expiresAt).toBeNull();
  });

  test("a revoked key stays revoked, whatever the file says", async () => {
    await apply(FILE);
    await revokeKey(world, "command-line", "key_0000000001");
    const { revokedAt } = await key("key_0000000001");
    const file = change(({ keys }) => {
      keys[0] = { ...keys[0]!, name: "ci 2", revokedAt: null } as never;
    });
    await apply(file);
    expect(await key("key_0000000001")).toMatchObject({ name: "ci 2", revokedAt });
    expect(revokedAt).not.toBeNull();
  });

  test("the file can revoke", async () => {
    await apply(FILE);
    const file = change(({ keys }) => {
      keys[0] = { ...keys[0]!, revokedAt: "2026-01-01T00:00:00Z" } as never;
    });
    await apply(file);
    expect((await key("key_0000000001")).revokedAt).toEqual(new Date("2026-01-01T00:00:00Z"));
    expect(base.announced.at(-1)!.keys).toHaveLength(1);
  });

  test("a secret that the file changes replaces the one that the file gave, and caches are told of both", async () => {
    await apply(FILE);
    const { apiId } = await key("key_0000000001");
    const file = change(({ keys }) => {
      keys[0] = { ...keys[0]!, secret: "another-given-secret" } as never;
    });
    await apply(file);
    expect(await hasSecret("key_0000000001", "another-given-secret")).toBe(true);
    const told = base.announced.at(-1)!.keys.map((notice) => notice.fingerprint);
    expect(told).toEqual([base.hasher.fingerprint(apiId, "given-or-generated"), base.hasher.fingerprint(apiId, "another-given-secret")]);
  });

  test("a rotated secret is not replaced", async () => {
    await apply(FILE);
    const { id, apiId, secrets } = await key("key_0000000001");
    const rotated = Buffer.from(base.hasher.fingerprint(apiId, "rotated-secret"), "hex");
    await base.prisma.keySecret.update({ where: { id: secrets[0]!.id }, data: { fingerprint: rotated } });
    const file = change(({ keys }) => {
      keys[0] = { ...keys[0]!, name: "ci 2", secret: "another-given-secret" } as never;
    });
    await apply(file);
    expect(await hasSecret("key_0000000001", "rotated-secret")).toBe(true);
    expect((await key("key_0000000001")).id).toBe(id);
  });

  test("a generated secret is printed once: a later change of its key generates no other", async () => {
    const first = await apply(FILE);
    const minted = first.generated[0]!.secret.reveal();
    const file = change(({ keys }) => {
      keys[1] = { ...keys[1]!, name: "minted 2" } as never;
    });
    expect((await apply(file)).generated).toEqual([]);
    expect(await hasSecret("key_0000000003", minted)).toBe(true);
  });

  test("a password is set once: neither the owner's nor a user's is reset", async () => {
    await apply(FILE);
    const owner = await base.prisma.member.findFirstOrThrow();
    const user = await base.prisma.user.findFirstOrThrow();
    const file = change(({ owner: entry, users }) => {
      entry.name = "Other";
      entry.password = "quite another password";
      users[0]!.user.password = "another password";
      users[0]!.user.firstName = "V";
    });
    await apply(file);
    expect(await base.prisma.member.findMany()).toMatchObject([{ id: owner.id, name: "Other", passwordHash: owner.passwordHash }]);
    expect(await base.prisma.user.findMany()).toMatchObject([{ id: user.id, firstName: "V", passwordHash: user.passwordHash }]);
  });

  test("registrations, roles of groups and members stand beside their bodies, are changed with them, and stay when they are left out", async () => {
    const [applicationId, roleId, userId, groupId] = ["a", "b", "c", "d"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
    const roles = [
      { id: roleId, name: "buyer" },
      { id: randomUUID(), name: "clerk" },
    ];
    const file = (registrations: object[], beside: object) => ({
      tenants: FILE.tenants,
      applications: [{ application: { id: applicationId, name: "shop", roles } }],
      users: [{ user: { id: userId, username: "ada" }, registrations }],
      groups: [{ group: { id: groupId, name: "testers" }, ...beside }],
    });
    const state = async () => ({
      registrations: (await base.prisma.registration.findMany()).map(({ userId: user, roles: names }) => [user, names]),
      groups: (await base.prisma.group.findMany({ include: { members: true } })).map(({ roleIds, members }) => [
        roleIds,
        members.map((member) => member.userId),
      ]),
    });
    await apply(file([{ applicationId, roles: ["buyer"] }], { roleIds: [roleId], members: [{ userId }] }));
    const whole = { registrations: [[userId, ["buyer"]]], groups: [[[roleId], [userId]]] };
    expect(await state()).toEqual(whole);
    await apply(file([], {}));
    expect(await state()).toEqual(whole);
    await apply(file([{ applicationId, roles: ["clerk", "buyer"] }], { roleIds: [] }));
    expect(await state()).toEqual({ registrations: [[userId, ["clerk", "buyer"]]], groups: [[[], [userId]]] });
    const { users, groups } = await exportBootstrap(base.prisma, { apis: [], secrets: new Map() });
    expect(users).toMatchObject([{ user: { id: userId }, registrations: [{ applicationId, roles: ["clerk", "buyer"] }] }]);
    expect(groups).toMatchObject([{ group: { id: groupId }, roleIds: [], members: [{ userId }] }]);
    for (const [registrations, beside, path] of [
      [[{ applicationId, roles: ["thief"] }], {}, "users[0].registrations[0].roles"],
      [[], { members: [{ userId: randomUUID() }] }, "groups[0].members"],
      [[], { roleIds: [randomUUID()] }, "groups[0].roleIds"],
    ] as const) {
      expect(await attempt(file([...registrations], beside))).toMatchObject({ kind: "refused", problems: [{ field: path }] });
    }
  });

  test("what the file no longer names stays", async () => {
    await apply(FILE);
    await apply({ keys: [FILE.keys[0]], apis: [{ ...FILE.apis[0], plans: [FILE.apis[0]!.plans[0]] }] });
    expect(await base.prisma.key.count()).toBe(4);
    expect(await base.prisma.plan.count({ where: { api: { slug: "payments" } } })).toBe(2);
    expect(await base.prisma.user.count()).toBe(1);
  });

  test("an API without plans gets one named default, without windows", async () => {
    await apply({ apis: [{ slug: "bare", dialect: "cryptofuse", upstream: "sample" }], keys: [{ api: "bare", name: "k" }] });
    const api = await base.prisma.api.findUniqueOrThrow({ where: { slug: "bare" }, include: { plans: true, keys: true } });
    expect(api.plans).toMatchObject([{ name: "default", windows: [], quota: null, allowTokens: true, endpoints: null }]);
    expect(api.keys).toMatchObject([{ name: "k", publicId: expect.stringMatching(/^key_\d{10}$/) }]);
    expect(api.holdsForeignSecrets).toBe(false);
  });

  test("a key without an id is the same key on every start", async () => {
    const file = { apis: FILE.apis, keys: [{ api: "payments", name: "nameless" }] };
    await apply(file);
    await apply({ ...file, keys: [{ api: "payments", name: "nameless", description: "changed" }] });
    expect(await base.prisma.key.findMany()).toMatchObject([{ name: "nameless", description: "changed" }]);
  });

  test.each<[string, (file: File) => void, string]>([
    ["a key of another API under a known id", ({ keys }) => Object.assign(keys[0]!, { api: "management", plan: "default" }), "keys[0].id"],
    ["another tenant for a known key", ({ keys }) => Object.assign(keys[0]!, { tenantId: null }), "keys[0].tenantId"],
    [
      "a secret that another key holds",
      ({ keys }) => keys.splice(0, 1, { api: "payments", name: "thief", secret: "given-or-generated" } as never),
      "keys[0].secret",
    ],
    [
      "an email that another user has",
      ({ users }) => Object.assign(users, { 1: { id: TENANT, email: "taken@example.com" } }),
      "users[1].email",
    ],
    ["a fault in the last object", ({ groups }) => Object.assign(groups, { 1: { nam: "g" } }), "groups[1].nam"],
  ])("%s is refused at its JSON path and nothing is changed", async (_case, edit, path) => {
    await apply(FILE);
    await apply({ users: [{ email: "taken@example.com" }] });
    const before = await everything();
    const outcome = await attempt(
      change((file) => {
        file.owner.name = "Changed";
        file.apis[0]!.name = "Changed";
        edit(file);
      }),
    );
    expect(outcome).toMatchObject({ kind: "refused" });
    if (outcome.kind === "refused") expect(outcome.problems.map((problem) => problem.field)).toContain(path);
    expect(await everything()).toBe(before);
  });

  test("processes that apply the same file at the same time make one instance", async () => {
    const outcomes = await Promise.all([attempt(FILE), attempt(FILE), attempt(FILE)]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(["done", "unchanged", "unchanged"]);
    expect(await base.prisma.key.count()).toBe(4);
  });

  test("thousands of keys are written in a few statements, and the audit names every one", async () => {
    const keys = Array.from({ length: 6000 }, (_, index) => ({
      id: `key_${String(index).padStart(10, "0")}`,
      api: "bare",
      name: `key ${index}`,
      secret: `secret-number-${index}`,
    }));
    const file = { apis: [{ slug: "bare", dialect: "standard" }], keys };
    expect(await apply(file)).toMatchObject({ written: 6001 });
    expect(await base.prisma.key.count()).toBe(6000);
    expect(await hasSecret("key_0000005999", "secret-number-5999")).toBe(true);
    const entries = await base.prisma.auditEntry.findMany({ where: { action: "key.create" } });
    expect(entries.flatMap((entry) => (entry.details as { publicIds: string[] }).publicIds).sort()).toEqual(keys.map((entry) => entry.id));
    expect(await apply({ ...file, keys: keys.map((entry) => ({ ...entry, description: "changed" })) })).toMatchObject({
      written: 6000,
      unchanged: 1,
    });
    expect(await base.prisma.key.count({ where: { description: "changed" } })).toBe(6000);
  });

  test("a dialect of another key shape makes older secrets foreign", async () => {
    await apply({ apis: [{ slug: "bare", dialect: "standard" }], keys: [{ api: "bare", name: "k" }] });
    await apply({ apis: [{ slug: "bare", dialect: "cryptofuse" }] });
    expect(await base.prisma.api.findUnique({ where: { slug: "bare" } })).toMatchObject({
      dialect: "cryptofuse",
      holdsForeignSecrets: true,
    });
  });
});
