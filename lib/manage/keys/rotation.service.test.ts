// The later life of a key: rotated under a stable id, old secrets ended in time, extended, replaced when compromised, reminded of once.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyStore } from "@/lib/adapters/postgres/key-store";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import type { Secret } from "@/lib/core/secrets/secret";
import { SECURITY } from "@/lib/core/settings/security";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { changeSetting } from "@/lib/manage/settings/setting";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { asRenewer } from "./as-maker";
import { countSecretCalls, forgetOldSecretCalls } from "./count-secret-calls";
import { createKey } from "./create-key";
import { endSilentSecrets, moveEnd, stopSecret } from "./end-secret";
import { extendKey } from "./extend-key";
import { showKey } from "./find-key";
import { listKeyAudit } from "./list-key-audit";
import { pauseKey, resumeKey } from "./pause-key";
import { remindOfKeys } from "./remind-of-keys";
import { replaceCompromisedKey } from "./replace-key";
import { revokeKey, revokeKeyAmongOthers, revokeKeyByName } from "./revoke-key";
import { rotateKey, rotateKeyOnce } from "./rotate-key";

const API = "11111111-1111-4111-8111-111111111111";
const ADA = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const BOB = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const EVERYWHERE = { isConfined: false, reach: EVERYTHING } as const;
const OWNER: KeyMaker = { ...EVERYWHERE, role: "owner", actor: `member:${ADA}` };
const DEVELOPER: KeyMaker = { ...EVERYWHERE, role: "developer", actor: `member:${BOB}` };
const PLANS = [
  { name: "default", windows: [] },
  { name: "no tokens", windows: [], allowTokens: false },
];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const goOn = async () => true;
const stop = async () => false;

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;
  let passedMs = 0;
  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => Date.now() + passedMs };
    await world.prisma.member.create({ data: { id: ADA, email: "ada@example.com", name: "Ada", role: "owner" } });
    await world.prisma.member.create({ data: { id: BOB, email: "bob@example.com", name: "Bob", role: "developer" } });
    for (const [id, slug] of [
      [API, "fusion-ai"],
      [randomUUID(), "management"],
    ] as const) {
      const dialect = slug === "management" ? "fusionauth" : slug;
      await world.prisma.api.create({ data: { id, slug, name: slug, dialect, plans: { create: PLANS } } });
    }
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    passedMs = 0;
    await world.prisma.key.deleteMany();
    await world.prisma.mail.deleteMany();
    await world.prisma.setting.deleteMany();
    world.announced.length = 0;
  });

  async function make(fields: object = {}, actor = OWNER.actor) {
    const outcome = await createKey(world, actor, { api: "fusion-ai", name: "ci", ...fields });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    world.announced.length = 0;
    return outcome.value;
  }

  async function rotated(id: string, fields: object = { reason: "routine" }) {
    const outcome = await rotateKey(world, OWNER.actor, id, fields);
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.value;
  }

  const found = async (secret: Secret) => createKeyStore(world.pool).find(API, world.hasher.fingerprint(API, secret.reveal()));
  const trailOf = async (id: string) => (await listKeyAudit(world, { id, tenantId: null })).entries;
  const problemOf = (outcome: object) => (outcome as { problems?: { field: string; message: string }[] }).problems?.[0];
  const mails = async () => {
    const rows = await world.prisma.mail.findMany({ orderBy: { createdAt: "asc" } });
    return rows.map(
      ({ id, sealed }) => JSON.parse(world.sealing.openText(sealed, `mail:${id}`)) as Record<"to" | "subject" | "text", string>,
    );
  };

  it("a routine rotation keeps the id and leaves both secrets good, told and audited without either", async () => {
    const { key, secret } = await make();
    const after = await rotated(key.publicId);
    expect(after.key).toMatchObject({ id: key.id, publicId: key.publicId, secrets: [{ state: "retiring" }, { state: "current" }] });
    expect(Date.parse(after.key.secrets[0]?.retiresAt ?? "") - Date.now()).toBeGreaterThan(DAY_MS - HOUR_MS);
    const [old, current] = [await found(secret), await found(after.secret)];
    expect(old).toEqual({
      ...current,
      version: { id: key.secrets[0]?.id, retiresAtMs: Date.parse(after.key.secrets[0]?.retiresAt ?? "") },
    });
    expect(world.announced).toMatchObject([{ keys: [{ apiId: API }, { apiId: API }], revocations: [] }]);
    const [entry] = await trailOf(key.id);
    expect(entry).toMatchObject({ action: "key.rotate", by: "Ada", details: { reason: "routine", overlapSeconds: 86_400 } });
    const stored = JSON.stringify([await trailOf(key.id), after.key]);
    for (const one of [secret, after.secret]) expect(stored).not.toContain(one.reveal());
  });

  it("of a leaked secret nothing is left: neither it, nor its tokens, nor a version that was ending", async () => {
    const { key, secret } = await make();
    const second = await rotated(key.id);
    const third = await rotated(key.id, { reason: "leaked" });
    expect([await found(secret), await found(second.secret)]).toEqual([null, null]);
    expect(await found(third.secret)).toMatchObject({ id: key.id });
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "key", subject: key.id }]);
  });

  it("an end that was set before is not put off by another rotation", async () => {
    const { key } = await make();
    const first = await rotated(key.id, { reason: "routine", overlapSeconds: 3600 });
    const second = await rotated(key.id, { reason: "routine", overlapSeconds: 604_800 });
    expect(second.key.secrets[0]?.retiresAt).toBe(first.key.secrets[0]?.retiresAt);
    expect(second.key.secrets.map(({ state }) => state)).toEqual(["retiring", "retiring", "current"]);
  });

  it("a form rotates once: sent again, also at the same time, it makes nothing and shows nothing", async () => {
    const { key } = await make();
    const form = { id: randomUUID(), reason: "routine" };
    const outcomes = await Promise.all([1, 2, 3].map(() => rotateKeyOnce(world, OWNER.actor, key.id, form)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["already-rotated", "already-rotated", "done"]);
    expect((await showKey(world, EVERYTHING, key.id))?.secrets).toHaveLength(2);
    expect(await rotateKeyOnce(world, OWNER.actor, key.id, { ...form, id: "x" })).toMatchObject({
      kind: "refused",
      problems: [{ field: "id" }],
    });
    const other = await make();
    expect(await rotateKeyOnce(world, OWNER.actor, other.key.id, form)).toEqual({ kind: "already-rotated" });
  });

  it.each([
    [{ reason: "bored" }, "reason"],
    [{ reason: "routine", overlapSeconds: -1 }, "overlapSeconds"],
    [{ reason: "routine", overlapSeconds: 2_592_001 }, "overlapSeconds"],
    [{ reason: "routine", overlapSeconds: 0.5 }, "overlapSeconds"],
  ])("%j is refused at %s", async (fields, field) => {
    const { key } = await make();
    expect(problemOf(await rotateKey(world, OWNER.actor, key.id, fields))).toMatchObject({ field });
    expect((await showKey(world, EVERYTHING, key.id))?.secrets).toHaveLength(1);
  });

  it("revoked and expired keys get no secret, nor one with five living ones", async () => {
    const { key } = await make({ expiresAt: new Date(Date.now() + HOUR_MS).toISOString() });
    for (let version = 1; version < 5; version++) await rotated(key.id);
    expect(problemOf(await rotateKey(world, OWNER.actor, key.id, { reason: "routine" }))?.message).toContain("too many");
    passedMs = 2 * HOUR_MS;
    expect(problemOf(await rotateKey(world, OWNER.actor, key.id, { reason: "routine" }))?.message).toContain("expired");
    await revokeKey(world, OWNER.actor, key.id);
    expect(problemOf(await rotateKey(world, OWNER.actor, key.id, { reason: "leaked" }))?.message).toContain("revoked");
  });

  it("an old secret is stopped at once and for good, with the key's tokens; the current one is not stopped", async () => {
    const { key, secret } = await make();
    const { key: after, secret: current } = await rotated(key.id);
    const [old, now] = after.secrets;
    const reference = { key: key.id, secretId: old?.id ?? "" };
    expect(problemOf(await stopSecret(world, OWNER.actor, { key: key.id, secretId: now?.id ?? "" }))?.message).toContain("current");
    expect(await stopSecret(world, OWNER.actor, reference)).toMatchObject({ kind: "done", value: { secrets: [{ state: "ended" }, {}] } });
    expect([await found(secret), (await found(current))?.id]).toEqual([null, key.id]);
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "key", subject: key.id }]);
    expect(await stopSecret(world, OWNER.actor, reference)).toMatchObject({ kind: "unchanged" });
    expect(problemOf(await moveEnd(world, OWNER.actor, reference, { endsInSeconds: 3600, silentSeconds: null }))?.message).toContain(
      "ended",
    );
    const other = await make();
    expect(await stopSecret(world, OWNER.actor, { ...reference, key: other.key.id })).toEqual({ kind: "absent" });
    expect((await trailOf(key.id)).map(({ action }) => action)).toEqual(["key.secret.stop", "key.rotate", "key.create"]);
  });

  /** A key whose old secret ends after an hour of silence. */
  async function silencing(fields: object = { plan: "no tokens" }) {
    const { key, secret } = await make(fields);
    const { key: after } = await rotated(key.id, { reason: "routine", overlapSeconds: 604_800 });
    const secretId = after.secrets[0]?.id ?? "";
    const moved = await moveEnd(world, OWNER.actor, { key: key.id, secretId }, { endsInSeconds: null, silentSeconds: 3600 });
    expect(moved).toMatchObject({ value: { secrets: [{ silentSeconds: 3600, retiresAt: after.secrets[0]?.retiresAt }, {}] } });
    return { key, secret, secretId };
  }
  /** The upkeep that looked a moment before as well. */
  const endSilent = () => endSilentSecrets(world, world.nowMs() - 30_000, goOn);

  it("an old secret ends when it was silent for as long as was chosen, whoever used it in between puts that off", async () => {
    const { key, secret, secretId } = await silencing();
    passedMs = HOUR_MS - 60_000;
    expect(await endSilent()).toBe(0);
    await world.prisma.keySecret.update({ where: { id: secretId }, data: { lastUsedAt: new Date(world.nowMs()) } });
    passedMs = HOUR_MS + 60_000;
    expect(await endSilent()).toBe(0);
    passedMs = 2 * HOUR_MS;
    expect(await endSilent()).toBe(1);
    expect(await found(secret)).toBeNull();
    expect((await trailOf(key.id))[0]).toMatchObject({ action: "key.secret.stop", by: "Keyfuse", details: { because: "silent" } });
    expect(await endSilent()).toBe(0);
  });

  it.each(["paused", "expired"])(
    "a secret of a key that was %s was not silent but shut out: its silence begins afterwards",
    async (state) => {
      const expiresAt = new Date(Date.now() + HOUR_MS / 2).toISOString();
      const { key } = await silencing({ plan: "no tokens", ...(state === "expired" ? { expiresAt } : {}) });
      if (state === "paused") await pauseKey(world, OWNER.actor, key.id);
      passedMs = 2 * HOUR_MS;
      expect(await endSilent()).toBe(0);
      if (state === "paused") await resumeKey(world, OWNER.actor, key.id);
      else await extendKey(world, OWNER.actor, key.id, { expiresAt: new Date(Date.now() + DAY_MS).toISOString() });
      passedMs += 60_000;
      expect(await endSilent()).toBe(0);
      passedMs += HOUR_MS;
      expect(await endSilent()).toBe(1);
    },
  );

  it("while the instance was down nobody could use a secret: silence counts from when it was back", async () => {
    await silencing();
    passedMs = 5 * HOUR_MS;
    expect(await endSilentSecrets(world, world.nowMs() - 4.9 * HOUR_MS, goOn)).toBe(0);
    passedMs += HOUR_MS - 60_000;
    expect(await endSilent()).toBe(0);
    passedMs += 2 * 60_000;
    expect(await endSilent()).toBe(1);
  });

  it("where keys get tokens, whoever shows the secret once in a token's life is not silent", async () => {
    await silencing({});
    passedMs = HOUR_MS + 60_000;
    expect(await endSilent()).toBe(0);
    passedMs = 2 * HOUR_MS + 60_000;
    expect(await endSilent()).toBe(1);
  });

  it("a rotation says when the old secret ends for silence, and leaves what was chosen for older ones", async () => {
    const { key } = await make({ plan: "no tokens" });
    const first = (await rotated(key.id, { reason: "routine", silentSeconds: 3600 })).key;
    expect(first.secrets.map(({ silentSeconds }) => silentSeconds)).toEqual([3600, null]);
    expect((await trailOf(key.id))[0]?.details).toMatchObject({ overlapSeconds: 86_400, silentSeconds: 3600 });
    const second = (await rotated(key.id)).key;
    expect(second.secrets.map(({ silentSeconds }) => silentSeconds)).toEqual([3600, null, null]);
    for (const silentSeconds of [0, 1.5, "3600", 31 * 86_400]) {
      expect(problemOf(await rotateKey(world, OWNER.actor, key.id, { reason: "routine", silentSeconds }))?.field).toBe("silentSeconds");
    }
    passedMs = HOUR_MS - 60_000;
    expect(await endSilent()).toBe(0);
    passedMs = HOUR_MS + 60_000;
    expect(await endSilent()).toBe(1);
    expect((await showKey(world, EVERYTHING, key.id))?.secrets.map(({ state }) => state)).toEqual(["ended", "retiring", "current"]);
  });

  it("calls with an old secret are those of the last hour, the busiest range first, and forgotten after two", async () => {
    const { key } = await make();
    const secretId = key.secrets[0]?.id ?? "";
    const row = (minutesAgo: number, range: string, count: number) => ({
      secretId,
      range,
      count,
      at: new Date(Date.now() - minutesAgo * 60_000),
    });
    await world.prisma.keySecretUse.createMany({
      data: [row(1, "10.0.0.0/24", 1), row(2, "192.0.2.0/24", 9), row(3, "", 2), row(90, "10.0.0.0/24", 50)],
    });
    const calls = new Map([[secretId, { count: 12, ranges: ["192.0.2.0/24", "10.0.0.0/24"], rangeCount: 2 }]]);
    expect(await countSecretCalls(world, [secretId])).toEqual(calls);
    await world.prisma.keySecretUse.createMany({ data: Array.from({ length: 30 }, (_, n) => row(4, `198.51.${n}.0/24`, 1)) });
    const many = (await countSecretCalls(world, [secretId])).get(secretId);
    expect([many?.count, many?.rangeCount, many?.ranges.length, many?.ranges[0]]).toEqual([42, 32, 9, "192.0.2.0/24"]);
    await world.prisma.keySecretUse.deleteMany({ where: { range: { startsWith: "198" } } });
    passedMs = HOUR_MS;
    expect(await forgetOldSecretCalls(world, goOn)).toBe(true);
    expect(await world.prisma.keySecretUse.count()).toBe(3);
  });

  it("a key that was used in the last day is revoked by its name only", async () => {
    const { key } = await make({ name: "nightly job" });
    await world.prisma.key.update({ where: { id: key.id }, data: { lastUsedAt: new Date(Date.now() - DAY_MS + HOUR_MS) } });
    for (const name of ["", "nightly", "Nightly job"]) {
      expect(problemOf(await revokeKeyByName(world, OWNER.actor, key.id, name))).toMatchObject({ field: "typedName" });
    }
    expect(await revokeKeyByName(world, OWNER.actor, key.id, " nightly job ")).toMatchObject({ kind: "done" });
    const quiet = await make();
    expect(await revokeKeyByName(world, OWNER.actor, quiet.key.id, "")).toMatchObject({ kind: "done" });
  });

  it("of several keys that are revoked together, one that was used in the last day stays unless its end was agreed to", async () => {
    const used = await make();
    const quiet = await make({ name: "quiet" });
    await world.prisma.key.update({ where: { id: used.key.id }, data: { lastUsedAt: new Date(world.nowMs() - HOUR_MS) } });
    for (const typed of [undefined, "", "ci", "revoke", "revoke 2 key"]) {
      expect(problemOf(await revokeKeyAmongOthers(world, OWNER.actor, used.key.id, typed))).toMatchObject({ field: "typed" });
    }
    expect(await showKey(world, EVERYTHING, used.key.id)).toMatchObject({ state: "active" });
    expect(await revokeKeyAmongOthers(world, OWNER.actor, quiet.key.id, undefined)).toMatchObject({ kind: "done" });
    expect(await revokeKeyAmongOthers(world, OWNER.actor, used.key.id, "revoke 2 keys")).toMatchObject({ kind: "done" });
    expect(await found(used.secret)).not.toMatchObject({ revokedAtMs: null });
  });

  it("an extension moves the expiry to a later instant, within what owners allow, and never revives a revoked key", async () => {
    const inDays = (days: number) => ({ expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() });
    const { key } = await make(inDays(5));
    expect(problemOf(await extendKey(world, OWNER.actor, key.id, inDays(4)))?.message).toContain("lives longer already");
    await changeSetting(world, OWNER.actor, SECURITY, { ...SECURITY.fallback, longestKeyDays: 30 });
    expect(problemOf(await extendKey(world, OWNER.actor, key.id, inDays(32)))?.message).toContain("30 days at most");
    expect(problemOf(await createKey(world, OWNER.actor, { api: "fusion-ai", name: "ci" }))).toMatchObject({ field: "expiresAt" });
    passedMs = 6 * DAY_MS;
    expect(await showKey(world, EVERYTHING, key.id)).toMatchObject({ state: "expired" });
    const later = inDays(30);
    expect(await extendKey(world, OWNER.actor, key.id, later)).toMatchObject({ kind: "done", value: { state: "active", ...later } });
    expect((await trailOf(key.id))[0]).toMatchObject({ action: "key.extend" });
    await revokeKey(world, OWNER.actor, key.id);
    expect(problemOf(await extendKey(world, OWNER.actor, key.id, inDays(36)))?.message).toContain("revoked");
    await world.prisma.setting.deleteMany();
    const endless = await make();
    expect(problemOf(await extendKey(world, OWNER.actor, endless.key.id, inDays(90)))?.message).toContain("never expires");
  });

  it("a compromised key is revoked, replaced by one of the same powers, and told of, in one step that happens once", async () => {
    const powers = { permissions: ["chat"], endpoints: { "/chat": ["POST"] }, ipAllowList: ["10.0.0.0/8"], metadata: { team: "billing" } };
    const { key, secret } = await make(
      { ...powers, description: "x", expiresAt: new Date(Date.now() + DAY_MS).toISOString() },
      DEVELOPER.actor,
    );
    const form = { id: randomUUID(), origin: "https://keys.example.com" };
    const outcomes = await Promise.all([1, 2].map(() => replaceCompromisedKey(world, OWNER.actor, key.id, form)));
    const made = outcomes.find((outcome) => outcome.kind === "done");
    if (made?.kind !== "done") throw new Error(JSON.stringify(outcomes));
    const { publicId } = made.value.key;
    expect(outcomes).toContainEqual({ kind: "already-replaced", publicId });
    expect(made.value.key).toMatchObject({ ...powers, id: form.id, expiresAt: key.expiresAt, createdBy: DEVELOPER.actor, state: "active" });
    expect(await found(secret)).toMatchObject({ revokedAtMs: expect.any(Number) });
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "key", subject: key.id }]);
    expect((await trailOf(key.id)).map(({ action, details }) => [action, details])).toMatchObject([
      ["key.compromised", { replacedBy: publicId, told: 2 }],
      ["key.revoke", {}],
      ["key.create", {}],
    ]);
    const sent = await mails();
    expect(sent.map(({ to }) => to).sort()).toEqual(["ada@example.com", "bob@example.com"]);
    for (const { text } of sent) {
      expect(text).toContain(`https://keys.example.com/keys/${publicId}`);
      for (const one of [secret, made.value.secret]) expect(text).not.toContain(one.reveal());
    }
    const again = await replaceCompromisedKey(world, OWNER.actor, key.id, { ...form, id: randomUUID() });
    expect(problemOf(again)?.message).toContain("revoked already");
    expect(await world.prisma.key.count()).toBe(2);
  });

  it("a grant that is narrowed while the key is being replaced is not copied as wide as it was", async () => {
    const { key } = await make({ permissions: ["chat", "models"] });
    const form = { id: randomUUID(), origin: "https://keys.example.com" };
    const outcome = await world.prisma.$transaction(async (tx) => {
      await tx.key.update({ where: { id: key.id }, data: { permissions: ["chat"] } });
      const replacing = replaceCompromisedKey(world, OWNER.actor, key.id, form);
      // Long enough that it has read the key, were it not to wait for this.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { replacing };
    });
    expect(await outcome.replacing).toMatchObject({ kind: "done", value: { key: { permissions: ["chat"] } } });
  });

  it("people are reminded of each threshold once: the maker, or the owners of what no member made", async () => {
    const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
    const { key } = await make({ name: "short", expiresAt: inDays(20) }, DEVELOPER.actor);
    await make({ name: "endless" }, "bootstrap");
    await make({ name: "made for a day", expiresAt: inDays(1) });
    const round = async (days: number) => {
      passedMs = days * DAY_MS;
      const count = await remindOfKeys(world, "https://keys.example.com", goOn);
      const texts = (await mails()).map(({ to, text }) => [to, text.split("\n")[0]]);
      await world.prisma.mail.deleteMany();
      return [count, ...texts];
    };
    expect(await round(0)).toEqual([0]);
    expect(await round(7)).toEqual([
      1,
      ["bob@example.com", `- “short” (${key.publicId}) of the API fusion-ai: it expires within 13 days.`],
    ]);
    expect(await round(7.1)).toEqual([0]);
    expect(await round(19.5)).toEqual([1, ["bob@example.com", expect.stringContaining("within a day")]]);
    expect((await trailOf(key.id)).filter(({ action }) => action === "key.remind")).toHaveLength(2);
    await extendKey(world, OWNER.actor, key.id, { expiresAt: inDays(60) });
    expect(await round(50)).toEqual([1, ["bob@example.com", expect.stringContaining("within 10 days")]]);
    expect(await round(90)).toEqual([1, ["ada@example.com", expect.stringContaining("its secret is 90 days old")]]);
    expect(await round(91)).toEqual([0]);
  });

  it("however many keys are due at once, each recipient gets one mail, of fifty lines at most; who is told to stop loses nothing", async () => {
    const { key } = await make({}, DEVELOPER.actor);
    const [row] = await world.prisma.key.findMany({ where: { id: key.id } });
    for (const [first, count, createdBy] of [
      [1000, 119, DEVELOPER.actor],
      [2000, 60, "bootstrap"],
      [3000, 60, "key:gone"],
    ] as const) {
      await world.prisma.$executeRaw`
        INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "name", "createdBy", "updatedAt")
        SELECT gen_random_uuid(), 'key_' || lpad((${first}::int + n)::text, 10, '0'), ${row?.apiId}::uuid, 'default', 'many', ${createdBy}, now() FROM generate_series(1, ${count}::int) n`;
    }
    await world.prisma.$executeRaw`
      INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview")
      SELECT gen_random_uuid(), k."id", k."apiId", decode(replace(k."id"::text, '-', ''), 'hex'), 'minted', '' FROM "Key" k WHERE k."name" = 'many'`;
    passedMs = 91 * DAY_MS;
    expect(await remindOfKeys(world, "https://keys.example.com", stop)).toBeNull();
    expect(await world.prisma.keyReminder.count()).toBe(0);
    const asked: string[] = [];
    const prisma = world.prisma.$extends({
      query: {
        member: {
          $allOperations({ operation, args, query }) {
            asked.push(operation);
            return query(args);
          },
        },
      },
    });
    expect(await remindOfKeys({ ...world, prisma: prisma as never }, "https://keys.example.com", goOn)).toBe(240);
    expect(asked.length).toBeLessThan(6);
    const sent = await mails();
    expect(sent.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ["ada@example.com", "120 API keys need you"],
      ["bob@example.com", "120 API keys need you"],
    ]);
    for (const { text } of sent) {
      expect(text.split("\n").filter((line) => line.startsWith("- “"))).toHaveLength(50);
      expect(text).toContain("- and 70 more.\n  https://keys.example.com/keys\n");
    }
    expect(await remindOfKeys(world, null, goOn)).toBe(0);
  });

  it("nobody gets a secret of more power than a key that they may make", async () => {
    const mine = await make({}, DEVELOPER.actor);
    const managing = await make({ api: "management", secret: "a-secret-of-some-length" }, DEVELOPER.actor);
    const manager = await make({ keyManager: true });
    const rotate = (maker: KeyMaker, id: string) =>
      asRenewer(world, maker, id, (_, actor, key) => rotateKey(world, actor, key, { reason: "routine" }));
    expect(await rotate(DEVELOPER, mine.key.id)).toMatchObject({ kind: "done" });
    expect(await rotate(DEVELOPER, managing.key.id)).toMatchObject({ kind: "refused" });
    expect(await rotate({ ...EVERYWHERE, role: "admin", actor: "member:other" }, manager.key.id)).toMatchObject({ kind: "refused" });
    expect(await rotate(OWNER, manager.key.id)).toMatchObject({ kind: "done" });
    expect(await rotate({ ...EVERYWHERE, role: "viewer", actor: OWNER.actor }, manager.key.id)).toMatchObject({ kind: "refused" });
    await pauseKey(world, OWNER.actor, mine.key.id);
    expect(await rotate(DEVELOPER, mine.key.id)).toMatchObject({ kind: "done", value: { key: { state: "paused" } } });
  });
});
