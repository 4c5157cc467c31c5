// Keys after their creation: their trail paged, changed only by who may; forms count once.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { asMaker } from "./as-maker";
import { createKey } from "./create-key";
import { createKeyOnce, type KeyFormWorld } from "./create-key-once";
import { handOnKey } from "./hand-on-key";
import { listKeyAudit } from "./list-key-audit";
import { pauseKey, resumeKey } from "./pause-key";
import { revokeKey } from "./revoke-key";

const API = "11111111-1111-4111-8111-111111111111";
const ADA = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const EVERYWHERE = { isConfined: false, reach: EVERYTHING } as const;
const OWNER: KeyMaker = { ...EVERYWHERE, role: "owner", actor: `member:${ADA}` };
const DEVELOPER: KeyMaker = { ...EVERYWHERE, role: "developer", actor: `member:${randomUUID()}` };

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

  it("admins make keys that the organisation holds; the audit names who did, a form is still used once, and developers are refused", async () => {
    const form = { id: randomUUID(), api: "fusion-ai", name: "ci", holder: "organisation" };
    expect(await createKeyOnce(world, DEVELOPER, form)).toMatchObject({ kind: "refused", problems: [{ field: "holder" }] });
    for (const holder of ["member:somebody", DEVELOPER.actor, ["organisation"], null]) {
      expect(await createKeyOnce(world, OWNER, { ...form, holder })).toMatchObject({ kind: "refused", problems: [{ field: "holder" }] });
    }
    expect(await world.prisma.key.count()).toBe(0);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => createKeyOnce(world, OWNER, form)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(4).fill("already-created"), "done"]);
    const key = await world.prisma.key.findUniqueOrThrow({ where: { id: form.id } });
    expect(key.createdBy).toBe("organisation");
    const audit = await world.prisma.auditEntry.findMany({ where: { target: `key:${form.id}` } });
    expect(audit).toMatchObject([{ actor: OWNER.actor, action: "key.create", details: { holder: "organisation" } }]);
    expect(await createKeyOnce(world, DEVELOPER, { ...form, holder: "" })).toMatchObject({ kind: "refused", problems: [{ field: "id" }] });
    expect(await asMaker(world, DEVELOPER, key.id, pauseKey)).toMatchObject({ kind: "refused" });
  });

  it("one key is handed on to whoever can sign in, with its secrets as they are; caches forget whose it was", async () => {
    const people = [randomUUID(), randomUUID()] as const;
    await world.prisma.member.createMany({
      data: people.map((id, at) => ({
        id,
        email: `${id}@example.com`,
        name: "Heir",
        role: "developer",
        disabledAt: at === 0 ? null : new Date(),
      })),
    });
    const [heir, disabled] = people;
    const key = await make(DEVELOPER.actor);
    const other = await make(DEVELOPER.actor);
    const holderOf = async ({ id }: { id: string }) => (await world.prisma.key.findUniqueOrThrow({ where: { id } })).createdBy;
    world.announced.length = 0;
    expect(await handOnKey(world, OWNER.actor, key.publicId, "organisation")).toMatchObject({ kind: "done" });
    expect(world.announced.at(-1)?.keys).toHaveLength(1);
    expect(await handOnKey(world, OWNER.actor, key.id, "organisation")).toMatchObject({ kind: "unchanged" });
    for (const nobody of [disabled, randomUUID(), "", "member", DEVELOPER.actor]) {
      expect(await handOnKey(world, OWNER.actor, key.id, nobody)).toMatchObject({ kind: "refused", problems: [{ field: "heir" }] });
    }
    expect(await holderOf(key)).toBe("organisation");
    expect(await handOnKey(world, OWNER.actor, key.id, heir)).toMatchObject({ kind: "done" });
    expect([await holderOf(key), await holderOf(other)]).toEqual([`member:${heir}`, DEVELOPER.actor]);
    expect(await handOnKey(world, OWNER.actor, randomUUID(), heir)).toEqual({ kind: "absent" });
    expect((await listKeyAudit(world, key)).entries.slice(0, 2)).toMatchObject([
      { action: "key.hand-on", details: { from: "organisation", to: `member:${heir}` } },
      { action: "key.hand-on", details: { from: DEVELOPER.actor, to: "organisation" } },
    ]);
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
