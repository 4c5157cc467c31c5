// Keys: made with a secret that leaves once, found by either id, revoked for good, paused and resumed; each change audited and announced.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { type CreatedKey, createKey } from "./create-key";
import { showKey } from "./find-key";
import { listKeys } from "./list-keys";
import { pauseKey, resumeKey } from "./pause-key";
import { revokeKey } from "./revoke-key";

const ACTOR = "command-line";
const FUSION_AI = "11111111-1111-4111-8111-111111111111";
const STANDARD = "22222222-2222-4222-8222-222222222222";
const GIVEN = "super-secret-key";

describe.each(Object.entries(TEST_DATABASES))("keys on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    await world.prisma.api.deleteMany();
    await world.prisma.tenant.deleteMany();
    for (const [id, slug] of [
      [FUSION_AI, "fusion-ai"],
      [STANDARD, "standard"],
    ] as const) {
      await world.prisma.api.create({
        data: { id, slug, name: slug, dialect: slug, plans: { create: [{ name: "default", windows: [] }] } },
      });
    }
    world.announced.length = 0;
  });

  async function make(fields: object = {}): Promise<CreatedKey> {
    const outcome = await createKey(world, ACTOR, { api: "fusion-ai", name: "ci", ...fields });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.value;
  }

  const fingerprintOf = ({ secret }: CreatedKey, apiId = FUSION_AI) => world.hasher.fingerprint(apiId, secret.reveal());

  it("a minted secret has its dialect's shape, is stored as a keyed hash only, and shows nowhere", async () => {
    const made = await make({ description: "used by the nightly job", metadata: { team: "billing" } });
    expect(made.secret.reveal()).toMatch(/^sk-fusion-[0-9A-Za-z]{46}$/);
    expect(made.key).toMatchObject({
      publicId: expect.stringMatching(/^key_[0-9]{10}$/),
      api: "fusion-ai",
      plan: "default",
      state: "active",
      permissions: ["*"],
      endpoints: {},
      metadata: { team: "billing" },
      createdBy: ACTOR,
      expiresAt: null,
      secrets: [{ origin: "minted", preview: `sk-fusion-…${made.secret.reveal().slice(-4)}` }],
    });
    const stored = await world.prisma.keySecret.findFirstOrThrow();
    expect(Buffer.from(stored.fingerprint).toString("hex")).toBe(fingerprintOf(made));
    const everything = await Promise.all([
      world.prisma.key.findMany(),
      world.prisma.keySecret.findMany(),
      world.prisma.auditEntry.findMany(),
    ]);
    const text = JSON.stringify(everything, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(made.secret.reveal());
    expect(JSON.stringify(made)).not.toContain(made.secret.reveal());
    expect(`${made.secret}`).toBe("[secret]");
    expect((await world.prisma.api.findUniqueOrThrow({ where: { id: FUSION_AI } })).holdsForeignSecrets).toBe(false);
  });

  it("is found by UUID in either case and by public id, and by nothing else", async () => {
    const { key } = await make();
    for (const reference of [key.id, key.id.toUpperCase(), key.publicId]) expect(await showKey(world, EVERYTHING, reference)).toEqual(key);
    for (const reference of ["", "ci", "key_1", randomUUID(), "key_0000000000", `${key.publicId}0`, "\0"]) {
      expect(await showKey(world, EVERYTHING, reference)).toBeNull();
    }
  });

  it("takes ids of the caller's choice once", async () => {
    const id = randomUUID();
    const { key } = await make({ id, publicId: "key_0000000001" });
    expect([key.id, key.publicId]).toEqual([id, "key_0000000001"]);
    expect(await createKey(world, ACTOR, { api: "standard", name: "x", id })).toMatchObject({
      problems: [{ field: "id", code: "duplicate" }],
    });
    expect(await createKey(world, ACTOR, { api: "standard", name: "x", publicId: "key_0000000001" })).toMatchObject({
      problems: [{ field: "publicId", code: "duplicate" }],
    });
  });

  it("a given secret opens its API to secrets of any shape, in the same transaction", async () => {
    const made = await make({ secret: GIVEN });
    expect(made.secret.reveal()).toBe(GIVEN);
    expect(made.key.secrets).toMatchObject([{ origin: "given", preview: "…" }]);
    expect((await world.prisma.api.findUniqueOrThrow({ where: { id: FUSION_AI } })).holdsForeignSecrets).toBe(true);
    expect(world.announced).toEqual([{ keys: [{ apiId: FUSION_AI, fingerprint: fingerprintOf(made) }], catalogue: true, revocations: [] }]);
  });

  it("a secret is unique per API; a duplicate is a field error, audited without the secret, and changes nothing", async () => {
    await make({ secret: GIVEN });
    const again = await createKey(world, ACTOR, { api: "fusion-ai", name: "second", secret: GIVEN });
    expect(again).toEqual({
      kind: "refused",
      problems: [{ field: "secret", code: "duplicate", message: "Another key of this API has this secret." }],
    });
    expect(await world.prisma.key.count()).toBe(1);
    const [audited] = await world.prisma.auditEntry.findMany({ orderBy: [{ at: "desc" }, { sequence: "desc" }], take: 1 });
    expect(audited).toMatchObject({ action: "key.create.refused", target: "api:fusion-ai", details: { name: "second" } });
    expect((await make({ api: "standard", secret: GIVEN })).key.api).toBe("standard");
  });

  it("of 10 with the same secret at once, one is made", async () => {
    const racing = await Promise.all(
      Array.from({ length: 10 }, () => createKey(world, ACTOR, { api: "fusion-ai", name: "race", secret: GIVEN })),
    );
    expect(racing.map((outcome) => outcome.kind).sort()).toEqual(["done", ...Array(9).fill("refused")]);
    expect(await world.prisma.key.count()).toBe(1);
  });

  it("20 at once have 20 ids and secrets, and the audit holds", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make()));
    expect(new Set(made.map(({ key }) => key.publicId)).size).toBe(20);
    expect(new Set(made.map(({ secret }) => secret.reveal())).size).toBe(20);
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report.broken).toBeNull();
  });

  it.each([
    [{ api: "nowhere" }, "api"],
    [{ api: "Standard" }, "api"],
    [{ plan: "gold" }, "plan"],
    [{ tenantId: randomUUID() }, "tenantId"],
    [{ tenantId: "Default" }, "tenantId"],
    [{ permissions: ["models", "sudo"] }, "permissions"],
    [{ name: "" }, "name"],
    [{ name: "a\0b" }, "name"],
    [{ name: "\ud800" }, "name"],
    [{ secret: "short" }, "secret"],
    [{ secret: "with, comma" }, "secret"],
    [{ secret: "a".repeat(257) }, "secret"],
    [{ ipAllowList: ["10.0.0.0/33"] }, "ipAllowList.0"],
    [{ endpoints: { "/chat": ["FETCH"] } }, "endpoints./chat.0"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    [{ expiresAt: "tomorrow" }, "expiresAt"],
    [{ publicId: "key_1" }, "publicId"],
    [{ createdBy: "owner" }, "createdBy"],
  ])("%j is refused at %s and leaves nothing behind", async (fields, field) => {
    const before = await world.prisma.auditEntry.count();
    const outcome = await createKey(world, ACTOR, { api: "fusion-ai", name: "ci", ...fields });
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect(await world.prisma.key.count()).toBe(0);
    expect(await world.prisma.auditEntry.count()).toBe(before);
    expect(world.announced).toEqual([]);
  });

  it("a tenant's key is audited in that tenant's chain, and its tenant never changes", async () => {
    const tenantId = randomUUID();
    await world.prisma.tenant.create({ data: { id: tenantId, name: "Pied Piper" } });
    const { key } = await make({ tenantId });
    expect(key.tenantId).toBe(tenantId);
    expect(await world.prisma.auditEntry.findMany({ where: { chain: tenantId } })).toMatchObject([
      { action: "key.create", target: `key:${key.id}` },
    ]);
    await expect(world.prisma.key.update({ where: { id: key.id }, data: { tenantId: null } })).rejects.toThrow("for life");
  });

  it("revoking is for good: audited, announced, and done once", async () => {
    const made = await make();
    world.announced.length = 0;
    const revoked = await revokeKey(world, ACTOR, made.key.publicId);
    expect(revoked).toMatchObject({ kind: "done", value: { state: "revoked", revokedAt: expect.any(String) } });
    expect(world.announced).toEqual([
      {
        keys: [{ apiId: FUSION_AI, fingerprint: fingerprintOf(made) }],
        catalogue: false,
        revocations: [expect.objectContaining({ kind: "key", subject: made.key.id })],
      },
    ]);
    expect(await revokeKey(world, ACTOR, made.key.id)).toEqual({ ...revoked, kind: "unchanged" });
    expect(await pauseKey(world, ACTOR, made.key.id)).toMatchObject({ kind: "refused", problems: [{ field: "state" }] });
    expect(await resumeKey(world, ACTOR, made.key.id)).toMatchObject({ kind: "refused", problems: [{ field: "state" }] });
    expect((await showKey(world, EVERYTHING, made.key.id))?.state).toBe("revoked");
    const actions = await world.prisma.auditEntry.findMany({ where: { target: `key:${made.key.id}` }, select: { action: true } });
    expect(actions).toEqual([{ action: "key.create" }, { action: "key.revoke" }]);
  });

  it("of 10 revocations at once, one is done and audited", async () => {
    const { key } = await make();
    const racing = await Promise.all(Array.from({ length: 10 }, () => revokeKey(world, ACTOR, key.id)));
    expect(racing.map((outcome) => outcome.kind).sort()).toEqual(["done", ...Array(9).fill("unchanged")]);
    expect(await world.prisma.auditEntry.count({ where: { target: `key:${key.id}`, action: "key.revoke" } })).toBe(1);
  });

  it("pausing and resuming are steps there and back", async () => {
    const { key } = await make();
    expect(await resumeKey(world, ACTOR, key.id)).toMatchObject({ kind: "unchanged", value: { state: "active" } });
    expect(await pauseKey(world, ACTOR, key.id)).toMatchObject({ kind: "done", value: { state: "paused" } });
    expect(await pauseKey(world, ACTOR, key.id)).toMatchObject({ kind: "unchanged", value: { state: "paused" } });
    expect(await resumeKey(world, ACTOR, key.publicId)).toMatchObject({ kind: "done", value: { state: "active", pausedAt: null } });
    for (const step of [revokeKey, pauseKey, resumeKey]) expect(await step(world, ACTOR, "key_0000000000")).toEqual({ kind: "absent" });
  });

  it("an expired key says so", async () => {
    const { key } = await make({ expiresAt: new Date(Date.now() + 60_000).toISOString() });
    expect(key.state).toBe("active");
    const later = { ...world, nowMs: () => Date.parse(key.expiresAt ?? "") };
    expect((await showKey(later, EVERYTHING, key.id))?.state).toBe("expired");
  });

  it("lists page by page, newest first, by API and tenant", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.unshift((await make({ api: n % 2 === 0 ? "fusion-ai" : "standard" })).key.id);
    const ids = async (selection: object) => (await listKeys(world, selection)).map((key) => key.id);
    expect(await ids({})).toEqual(made);
    const first = await ids({ limit: 2 });
    expect([...first, ...(await ids({ limit: 2, afterId: first[1] }))]).toEqual(made.slice(0, 4));
    expect(await ids({ api: "standard" })).toEqual([made[1], made[3]]);
    expect(await ids({ tenantId: randomUUID() })).toEqual([]);
  });
});
