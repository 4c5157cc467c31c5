// Keys are edited by who may, as they were seen, to what a new key could be given; the audit says from what to what, caches forget at once.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { SECURITY } from "@/lib/core/settings/security";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { changeSetting } from "@/lib/manage/settings/setting";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { createKey } from "./create-key";
import { editKey } from "./edit-key";
import { ANY_VERSION, versionOf } from "./key-version";
import { listKeyAudit } from "./list-key-audit";
import { revokeKey } from "./revoke-key";

const EVERYWHERE = { isConfined: false, reach: EVERYTHING } as const;
const OWNER: KeyMaker = { ...EVERYWHERE, role: "owner", actor: `member:${randomUUID()}` };
const ADMIN: KeyMaker = { ...EVERYWHERE, role: "admin", actor: `member:${randomUUID()}` };
const DEVELOPER: KeyMaker = { ...EVERYWHERE, role: "developer", actor: `member:${randomUUID()}` };
const DAY_MS = 86_400_000;

describe.each(Object.entries(TEST_DATABASES))("editing keys on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    await world.prisma.api.deleteMany();
    await world.prisma.setting.deleteMany();
    for (const [slug, dialect] of [
      ["fusion-ai", "fusion-ai"],
      ["management", "fusionauth"],
    ] as const) {
      const plans = { create: ["default", "gold"].map((name) => ({ name, windows: [] })) };
      await world.prisma.api.create({ data: { id: randomUUID(), slug, name: slug, dialect, plans } });
    }
    world.announced.length = 0;
  });

  const inDays = (days: number) => new Date(world.nowMs() + days * DAY_MS).toISOString();

  async function make(fields: object = {}, maker: KeyMaker = OWNER): Promise<KeyView> {
    const wanted = {
      api: "fusion-ai",
      name: "ci",
      permissions: ["models"],
      endpoints: { "/models": ["GET"] },
      expiresAt: inDays(30),
      ...fields,
    };
    const outcome = await createKey(world, maker.actor, wanted);
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    world.announced.length = 0;
    return outcome.value.key;
  }

  /** What the form sends of a key whose fields are otherwise as they were. */
  function fieldsOf(
    { name, description, purpose, plan, permissions, endpoints, ipAllowList, keyManager, expiresAt }: KeyView,
    change: object,
  ) {
    return { name, description, purpose, plan, permissions, endpoints, ipAllowList, keyManager, expiresAt, ...change };
  }

  const edit = (key: KeyView, change: object, editor = OWNER, version = versionOf(key)) =>
    editKey(world, editor, key.publicId, version, fieldsOf(key, change));

  it("changes what differs, and says in the audit from what to what", async () => {
    const key = await make();
    const change = {
      name: " nightly job ",
      description: "two\nlines",
      plan: "gold",
      permissions: ["models", "chat"],
      ipAllowList: ["10.0.0.0/8"],
    };
    expect(await edit(key, change)).toMatchObject({ kind: "done", value: { ...change, name: "nightly job", id: key.id } });
    const [{ action, details } = { action: "", details: {} }] = (await listKeyAudit(world, key)).entries;
    expect({ action, details }).toEqual({
      action: "key.update",
      details: {
        publicId: key.publicId,
        name: "nightly job",
        changes: {
          name: { from: "ci", to: "nightly job" },
          description: { from: "", to: "two\nlines" },
          plan: { from: "default", to: "gold" },
          permissions: { from: ["models"], to: ["models", "chat"] },
          ipAllowList: { from: [], to: ["10.0.0.0/8"] },
        },
      },
    });
  });

  it.each([
    ["a name", { name: "other" }, 0],
    ["a narrower grant", { permissions: [] }, 1],
    ["a nearer end", { expiresAt: "2099-01-01T00:00:00Z" }, 1],
  ])("caches forget the key at once after %s, and tokens end with the grant that they carry", async (_what, change, ended) => {
    const key = await make({ expiresAt: null });
    await edit(key, change);
    expect(world.announced).toMatchObject([{ keys: [{ apiId: expect.any(String) }] }]);
    expect(world.announced[0]?.revocations).toHaveLength(ended);
  });

  it("what only looks different changes nothing, and leaves no trail", async () => {
    const key = await make({ description: "a\nb" });
    expect(await edit(key, { description: "a\r\nb", permissions: ["models", "models"] })).toMatchObject({ kind: "unchanged", value: key });
    expect((await listKeyAudit(world, key)).entries).toHaveLength(1);
    expect(world.announced).toEqual([]);
  });

  it("a key that was changed meanwhile stays as it is; a use is no change", async () => {
    const key = await make();
    await world.prisma.key.update({ where: { id: key.id }, data: { lastUsedAt: new Date(world.nowMs()), lastUsedFrom: "192.0.2.7" } });
    expect(await edit(key, { name: "first" })).toMatchObject({ kind: "done" });
    expect(await edit(key, { name: "second" })).toMatchObject({ kind: "refused", problems: [{ field: "version" }] });
    expect(await edit(key, { name: "third" }, OWNER, ANY_VERSION)).toMatchObject({ kind: "done", value: { name: "third" } });
  });

  it("of ten editors who saw the same key one is done", async () => {
    const key = await make();
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => edit(key, { name: `editor ${index}` })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", ...Array(9).fill("refused")]);
    expect((await listKeyAudit(world, key)).entries).toHaveLength(2);
  });

  it.each([
    [{ name: " " }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: "x".repeat(201) }, "name"],
    [{ description: "a\u0007" }, "description"],
    [{ description: "\ud800" }, "description"],
    [{ plan: "silver" }, "plan"],
    [{ permissions: ["sudo"] }, "permissions"],
    [{ permissions: undefined }, "permissions"],
    [{ endpoints: undefined }, "endpoints"],
    [{ endpoints: { "/models": ["FETCH"] } }, "endpoints./models.0"],
    [{ ipAllowList: ["10.0.0.0/33"] }, "ipAllowList.0"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    [{ expiresAt: "tomorrow" }, "expiresAt"],
    [{ tenantId: randomUUID() }, "tenantId"],
    [{ api: "management" }, "api"],
    [{ createdBy: "system" }, "createdBy"],
    [{ secret: "another-secret-of-mine" }, "secret"],
  ])("%j is refused at %s and changes nothing", async (change, field) => {
    const key = await make();
    expect(await edit(key, change)).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect((await listKeyAudit(world, key)).entries).toHaveLength(1);
    expect(world.announced).toEqual([]);
  });

  it("a revoked key stays as it was; an unknown one is absent; an expired one can live on", async () => {
    const revoked = await make();
    await revokeKey(world, OWNER.actor, revoked.id);
    expect(await edit(revoked, { name: "other" })).toMatchObject({ kind: "refused", problems: [{ field: "state" }] });
    expect(await edit({ ...revoked, publicId: "key_0000000000" }, {})).toEqual({ kind: "absent" });
    const expired = await make();
    await world.prisma.key.update({ where: { id: expired.id }, data: { expiresAt: new Date(world.nowMs() - 1000) } });
    const ended = { ...expired, expiresAt: new Date(world.nowMs() - 1000).toISOString() };
    expect(await edit(ended, { expiresAt: inDays(7) }, OWNER, ANY_VERSION)).toMatchObject({ kind: "done", value: { state: "active" } });
  });

  it("nobody edits a key to what they could not make", async () => {
    const own = await make({}, DEVELOPER);
    const others = await make({}, OWNER);
    expect(await edit(own, { name: "mine" }, DEVELOPER)).toMatchObject({ kind: "done" });
    expect(await edit(others, { name: "mine" }, DEVELOPER)).toMatchObject({ kind: "refused", problems: [{ field: "" }] });
    const builtIn = { api: "management", permissions: ["*"], endpoints: {}, secret: `typed-${randomUUID()}` };
    const managed = await make(builtIn, DEVELOPER);
    expect(await edit(managed, { name: "mine" }, DEVELOPER)).toMatchObject({ kind: "refused" });
    expect(await edit(managed, { keyManager: true }, ADMIN)).toMatchObject({ kind: "refused", problems: [{ field: "keyManager" }] });
    expect(await edit(managed, { keyManager: true }, OWNER)).toMatchObject({ kind: "done", value: { keyManager: true } });
    expect(await edit({ ...managed, keyManager: true }, { name: "x" }, ADMIN)).toMatchObject({
      kind: "refused",
      problems: [{ field: "" }],
    });
  });

  describe("where owners let keys live 60 days", () => {
    beforeEach(async () => {
      await changeSetting(world, OWNER.actor, SECURITY, { ...SECURITY.fallback, longestKeyDays: 60 });
    });

    it.each([
      [59, "done"],
      [62, "refused"],
      [null, "refused"],
    ])("an end in %s days is %s, for new keys and for edited ones", async (days, kind) => {
      const expiresAt = days === null ? null : inDays(days);
      expect(await createKey(world, OWNER.actor, { api: "fusion-ai", name: "new", expiresAt })).toMatchObject({ kind });
      const key = await make();
      expect(await edit(key, { expiresAt })).toMatchObject({ kind });
    });

    it("a key from before keeps its end, or gets a nearer one", async () => {
      const key = await make();
      await world.prisma.key.update({ where: { id: key.id }, data: { expiresAt: null } });
      const endless = { ...key, expiresAt: null };
      expect(await edit(endless, { name: "other" })).toMatchObject({ kind: "done", value: { expiresAt: null } });
      expect(await edit({ ...endless, name: "other" }, { expiresAt: inDays(300) })).toMatchObject({ kind: "done" });
    });
  });
});
