// Before the first request: what every start makes, what only the very first one makes, and what a killed start leaves to the next.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSealing } from "@/lib/adapters/system/sealing";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import type { BootstrapWorld } from "./bootstrap/apply-bootstrap";
import { firstStart, type PreparedInstance } from "./first-start";

const HOUR_MS = 3_600_000;
const TENANT = "30663132-6464-6665-3032-326466613934";

describe.each(Object.entries(TEST_DATABASES))("firstStart on %s", (_name, start) => {
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
  beforeEach(
    () =>
      base.prisma.$executeRaw`TRUNCATE "AuditEntry", "AuditHead", "Key", "Api", "Tenant", "BootstrapObject", "Member", "SetupLink" CASCADE`,
  );

  const attempt = (file: unknown = null) =>
    firstStart(world, { bootstrapText: file === null ? null : JSON.stringify(file), publicHost: "keys.test" });
  const begin = async (file: unknown = null): Promise<PreparedInstance> => {
    const outcome = await attempt(file);
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.value;
  };
  const slugs = async () => (await base.prisma.api.findMany({ orderBy: { slug: "asc" } })).map((api) => api.slug);

  test("the very first one shows four samples beside the built-in APIs, and a key that opens one of them for a day", async () => {
    const { firstKey, setupToken, bootstrap } = await begin();
    expect(bootstrap).toBeNull();
    expect(setupToken).not.toBeNull();
    expect(await slugs()).toEqual(["cryptofuse", "fusion-ai", "infuzu", "management", "service", "standard"]);
    const apis = await base.prisma.api.findMany({ include: { plans: true, endpoints: { orderBy: { position: "asc" } } } });
    for (const api of apis) {
      const isBuiltIn = api.slug === "management" || api.slug === "service";
      expect(api.upstream).toBe(isBuiltIn ? null : "sample");
      expect(api.plans.map((plan) => plan.name)).toEqual(["default"]);
      expect(api.plans[0]!.windows).toHaveLength(api.slug === "cryptofuse" ? 3 : 0);
      expect(api.endpoints).toHaveLength(isBuiltIn ? 0 : SAMPLE_ENDPOINTS[api.slug as keyof typeof SAMPLE_ENDPOINTS].length);
    }
    const sample = apis.find((api) => api.slug === firstKey!.api)!;
    const fingerprint = Buffer.from(base.hasher.fingerprint(sample.id, firstKey!.secret.reveal()), "hex");
    const { key } = await base.prisma.keySecret.findFirstOrThrow({ where: { apiId: sample.id, fingerprint }, include: { key: true } });
    expect(key.expiresAt!.getTime() - key.createdAt.getTime()).toBeGreaterThan(23.9 * HOUR_MS);
    expect(key.expiresAt!.getTime() - key.createdAt.getTime()).toBeLessThan(24.1 * HOUR_MS);
    expect(await base.prisma.tenant.findMany()).toMatchObject([{ name: "Default" }]);
  });

  test("later ones change nothing but the set-up link, of which the last one counts", async () => {
    const first = await begin();
    const keys = await base.prisma.key.findMany();
    const second = await begin();
    expect(second.firstKey).toBeNull();
    expect(await base.prisma.key.findMany()).toEqual(keys);
    expect(await slugs()).toHaveLength(6);
    const links = await base.prisma.setupLink.findMany();
    expect(links).toHaveLength(1);
    const kept = Buffer.from(links[0]!.fingerprint).toString("hex");
    expect(kept).toBe(base.hasher.fingerprint("setup", second.setupToken!.reveal()));
    expect(kept).not.toBe(base.hasher.fingerprint("setup", first.setupToken!.reveal()));
    expect(links[0]!.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + HOUR_MS);
  });

  test("samples that were deleted stay away", async () => {
    await begin();
    await base.prisma.key.deleteMany();
    await base.prisma.api.deleteMany({ where: { upstream: "sample" } });
    await begin();
    expect(await slugs()).toEqual(["management", "service"]);
  });

  test("a bootstrap file takes the samples' place and brings its own tenant; with an owner in it there is no set-up link", async () => {
    const file = {
      owner: { email: "owner@example.com", name: "Owner", password: "at least fifteen characters" },
      tenants: [{ id: TENANT, name: "Default" }],
      apis: [{ slug: "mine", dialect: "infuzu", upstream: "sample" }],
    };
    const { firstKey, setupToken, bootstrap } = await begin(file);
    expect({ firstKey, setupToken }).toEqual({ firstKey: null, setupToken: null });
    expect(bootstrap).toMatchObject({ written: 3 });
    expect(await slugs()).toEqual(["management", "mine", "service"]);
    expect(await base.prisma.tenant.findMany()).toMatchObject([{ id: TENANT, name: "Default" }]);
    await begin();
    expect(await slugs()).toEqual(["management", "mine", "service"]);
  });

  test("a bad file stops the start; without it the next start is the very first one", async () => {
    const outcome = await attempt({ apis: [{ slug: "mine", dialect: "infuzu", hosts: ["keys.test"] }] });
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ field: "apis[0].hosts[0]" }] });
    expect(await slugs()).toEqual(["management", "service"]);
    expect((await begin()).firstKey).not.toBeNull();
    expect(await slugs()).toHaveLength(6);
  });

  test("processes that start together prepare one instance", async () => {
    const prepared = await Promise.all([begin(), begin(), begin()]);
    expect(prepared.filter(({ firstKey }) => firstKey !== null)).toHaveLength(1);
    expect(await slugs()).toHaveLength(6);
    expect(await base.prisma.tenant.count()).toBe(1);
  });
});
