// Keys after their creation: renamed and described with an audit row, their trail paged, changed only by who may; forms count once.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { asMaker } from "./as-maker";
import { createKey } from "./create-key";
import { createKeyOnce, type KeyFormWorld } from "./create-key-once";
import { listKeyAudit } from "./list-key-audit";
import { pauseKey, resumeKey } from "./pause-key";
import { revokeKey } from "./revoke-key";
import { updateKey } from "./update-key";

const API = "11111111-1111-4111-8111-111111111111";
const ADA = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const OWNER: KeyMaker = { role: "owner", actor: `member:${ADA}` };
const DEVELOPER: KeyMaker = { role: "developer", actor: `member:${randomUUID()}` };

describe.each(Object.entries(TEST_DATABASES))("keys on %s", (_name, open) => {
  let world: TestWorld & KeyFormWorld;
  beforeAll(async () => {
    world = { ...(await open()), admitTypedSecret: () => null };
    await world.prisma.member.create({ data: { id: ADA, email: "ada@example.com", name: "Ada", role: "owner" } });
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    await world.prisma.api.deleteMany();
    for (const [id, slug] of [
      [API, "fusion-ai"],
      [randomUUID(), "management"],
    ] as const) {
      const dialect = slug === "management" ? "fusionauth" : slug;
      await world.prisma.api.create({ data: { id, slug, name: slug, dialect, plans: { create: [{ name: "default", windows: [] }] } } });
    }
    world.announced.length = 0;
  });

  async function make(actor = OWNER.actor) {
    const outcome = await createKey(world, actor, { api: "fusion-ai", name: "ci" });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    world.announced.length = 0;
    return outcome.value.key;
  }

  it("a key gets another name and description, audited and announced", async () => {
    const key = await make();
    const outcome = await updateKey(world, OWNER.actor, key.publicId, { name: " nightly job ", description: "two\nlines" });
    expect(outcome).toMatchObject({ kind: "done", value: { name: "nightly job", description: "two\nlines", id: key.id } });
    expect(world.announced).toMatchObject([{ keys: [{ apiId: API }] }]);
    const { entries } = await listKeyAudit(world, key);
    expect(entries.map(({ action, by, details }) => ({ action, by, details }))).toMatchObject([
      { action: "key.update", by: "Ada", details: { from: "ci", to: "nightly job", described: true } },
      { action: "key.create", by: "Ada" },
    ]);
    expect(await updateKey(world, OWNER.actor, key.id, { name: "nightly job", description: "two\nlines" })).toMatchObject({
      kind: "unchanged",
    });
    expect((await listKeyAudit(world, key)).entries).toHaveLength(2);
  });

  it.each([
    ["revoked", revokeKey, true],
    ["paused", pauseKey, true],
    ["resumed", resumeKey, false],
  ] as const)("of a key that is %s the tokens end: %s", async (_step, change, doEnd) => {
    const key = await make();
    if (change === resumeKey) await pauseKey(world, OWNER.actor, key.id);
    await world.prisma.tokenRevocation.deleteMany();
    world.announced.length = 0;
    expect(await change(world, OWNER.actor, key.id)).toMatchObject({ kind: "done" });
    const revocations = doEnd ? [{ kind: "key", subject: key.id }] : [];
    expect(world.announced).toMatchObject([{ revocations }]);
    expect(await world.prisma.tokenRevocation.findMany()).toMatchObject(revocations);
  });

  it.each([
    [{ name: " ", description: "" }, "name"],
    [{ name: "a\nb", description: "" }, "name"],
    [{ name: "x".repeat(201), description: "" }, "name"],
    [{ name: "a", description: "a\u0007" }, "description"],
    [{ name: "a", description: "\ud800" }, "description"],
    [{ name: "a", description: "x".repeat(2001) }, "description"],
    [{ name: "a", description: "", permissions: ["*"] }, "permissions"],
    [{ name: "a", description: "", tenantId: randomUUID() }, "tenantId"],
  ])("%j is refused at %s", async (fields, field) => {
    const key = await make();
    expect(await updateKey(world, OWNER.actor, key.id, fields)).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect((await listKeyAudit(world, key)).entries).toHaveLength(1);
  });

  it("a revoked key keeps its name; an unknown one has none", async () => {
    const key = await make();
    await revokeKey(world, OWNER.actor, key.id);
    const fields = { name: "other", description: "" };
    expect(await updateKey(world, OWNER.actor, key.id, fields)).toMatchObject({ kind: "refused", problems: [{ field: "state" }] });
    expect(await updateKey(world, OWNER.actor, "key_0000000000", fields)).toEqual({ kind: "absent" });
  });

  it("the trail comes page by page, newest first, and of this key only", async () => {
    const key = await make();
    const other = await make();
    for (let step = 0; step < 6; step++) {
      await pauseKey(world, "command-line", key.id);
      await pauseKey(world, OWNER.actor, other.id);
      await resumeKey(world, "member:gone", key.id);
      await resumeKey(world, OWNER.actor, other.id);
    }
    const first = await listKeyAudit(world, key);
    const second = await listKeyAudit(world, key, first.before ?? "");
    expect(first.entries.slice(0, 2)).toMatchObject([
      { action: "key.resume", by: "member:gone" },
      { action: "key.pause", by: "the command line" },
    ]);
    const all = [...first.entries, ...second.entries];
    expect(all.map(({ action }) => action)).toEqual([...Array(6).fill(["key.resume", "key.pause"]).flat(), "key.create"]);
    expect(second.before).toBeNull();
    for (const odd of ["0", "-1", "x", "9".repeat(40)]) expect(await listKeyAudit(world, key, odd)).toEqual(first);
  });

  it("developers change what they made, and nobody else's", async () => {
    const theirs = await make(DEVELOPER.actor);
    const others = await make();
    expect(await asMaker(world, DEVELOPER, theirs.publicId, pauseKey)).toMatchObject({ kind: "done", value: { state: "paused" } });
    expect(await asMaker(world, DEVELOPER, others.publicId, revokeKey)).toMatchObject({ kind: "refused" });
    expect(await asMaker(world, { ...DEVELOPER, role: "viewer" }, theirs.id, revokeKey)).toMatchObject({ kind: "refused" });
    expect(await asMaker(world, OWNER, theirs.id, revokeKey)).toMatchObject({ kind: "done" });
    expect(await asMaker(world, OWNER, randomUUID(), revokeKey)).toEqual({ kind: "absent" });
    expect((await world.prisma.key.findUniqueOrThrow({ where: { id: others.id } })).revokedAt).toBeNull();
  });

  it("a form sent ten times at once makes one key, and only one answer has its secret", async () => {
    const form = { id: randomUUID(), api: "fusion-ai", name: "ci", secret: "a-secret-of-my-own" };
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => createKeyOnce(world, OWNER, form)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill("already-created"), "done"]);
    expect(await world.prisma.key.count()).toBe(1);
    const { publicId } = await world.prisma.key.findUniqueOrThrow({ where: { id: form.id } });
    expect(await createKeyOnce(world, OWNER, form)).toEqual({ kind: "already-created", publicId });
    expect(await world.prisma.auditEntry.count({ where: { target: `key:${form.id}` } })).toBe(1);
  });

  it("another member's form tells nothing of their key", async () => {
    const form = { id: randomUUID(), api: "fusion-ai", name: "ci" };
    expect(await createKeyOnce(world, OWNER, form)).toMatchObject({ kind: "done" });
    expect(await createKeyOnce(world, DEVELOPER, form)).toMatchObject({ kind: "refused", problems: [{ field: "id" }] });
  });

  it("developers make no keys of the management API; a form without an id makes none at all", async () => {
    const form = { id: randomUUID(), api: "management", name: "ci" };
    expect(await createKeyOnce(world, DEVELOPER, form)).toMatchObject({ kind: "refused", problems: [{ field: "api" }] });
    expect(await createKeyOnce(world, OWNER, { ...form, id: "" })).toMatchObject({ kind: "refused", problems: [{ field: "id" }] });
    expect(await createKeyOnce(world, OWNER, form)).toMatchObject({ kind: "done" });
  });

  it("typed secrets are counted, others are not", async () => {
    const throttled = { ...world, admitTypedSecret: () => 17 };
    const form = { id: randomUUID(), api: "fusion-ai", name: "ci" };
    const refusal = await createKeyOnce(throttled, OWNER, { ...form, secret: "a-secret-of-my-own" });
    expect(refusal).toMatchObject({ kind: "refused", problems: [{ field: "secret", message: expect.stringContaining("17 seconds") }] });
    expect(await createKeyOnce(throttled, OWNER, form)).toMatchObject({ kind: "done" });
  });
});
