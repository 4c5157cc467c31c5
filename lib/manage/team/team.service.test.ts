// The owner account is made once by the link; sign-ins tell nothing, are throttled and audited; sessions end when somebody or the settings say so.

import { Buffer } from "node:buffer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { oneTimeCodes } from "@/lib/adapters/system/one-time-codes";
import { passkeys } from "@/lib/adapters/system/passkeys";
import { readPlacement } from "@/lib/core/schemas/place-query";
import type { SessionClaims } from "@/lib/core/session";
import { SECURITY } from "@/lib/core/settings/security";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { changeSetting } from "@/lib/manage/settings/setting";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { createOwner } from "./create-owner";
import { endOneSession, endSessions } from "./end-sessions";
import { findSessionMember, touchSession } from "./find-session";
import { endOtherSessions, listSessions, SESSIONS } from "./list-sessions";
import { hasOwner } from "./member";
import { signIn } from "./sign-in";
import type { TeamWorld } from "./team-world";

const TOKEN = "a-token-of-the-set-up-link";
const PASSWORD = "correct horse battery staple";
const FIELDS = { token: TOKEN, email: "Ada@Example.com", name: "Ada", password: PASSWORD, repeated: PASSWORD };
const HOUR_MS = 3_600_000;
const NOBODY = "00000000-0000-4000-8000-000000000000";

describe("team", () => {
  let world: TestWorld;
  let signInWorld: TeamWorld;
  /** Rows that the audit held before the test: it only grows. */
  let audited: number;
  let tries: string[];
  let isThrottled: boolean;

  beforeAll(async () => {
    world = await TEST_DATABASES["the embedded database"]!();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.member.deleteMany();
    await world.prisma.setupLink.deleteMany();
    audited = await world.prisma.auditEntry.count();
    tries = [];
    isThrottled = false;
    signInWorld = {
      ...world,
      oneTimeCodes,
      passkeys,
      admitCode: () => null,
      admitProof: () => null,
      admitMail: () => null,
      admitRecipient: () => null,
      admitSignIn: (email, address) => {
        tries.push(`${email} from ${address}`);
        return isThrottled ? 7 : null;
      },
    };
    await makeLink(HOUR_MS);
  });

  async function makeLink(lifeMs: number, token = TOKEN): Promise<void> {
    const fingerprint = Buffer.from(world.hasher.fingerprint("setup", token), "hex");
    await world.prisma.setupLink.create({ data: { fingerprint, expiresAt: new Date(world.nowMs() + lifeMs) } });
  }

  async function actions(): Promise<string[]> {
    const rows = await world.prisma.auditEntry.findMany({ orderBy: { sequence: "asc" }, skip: audited });
    return rows.map(({ action, target }) => `${action} ${target}`);
  }

  async function makeOwner(): Promise<string> {
    const outcome = await createOwner(world, FIELDS);
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.value.memberId;
  }

  const attempt = (password: string, email = "ada@example.com") => ({
    email,
    password,
    code: "",
    address: "192.0.2.7",
    agent: "a browser",
  });

  it("the link makes one owner, whose password is stored as argon2id, and the audit says so", async () => {
    const id = await makeOwner();
    const row = await world.prisma.member.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      email: "ada@example.com",
      name: "Ada",
      role: "owner",
      passwordHash: expect.stringMatching(/^\$argon2id\$/),
    });
    expect(await hasOwner(world)).toBe(true);
    expect(await actions()).toEqual([`member.create member:${id}`]);
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report).toMatchObject({ chain: "instance", broken: null });
  });

  it("a used link says that there is an owner", async () => {
    await makeOwner();
    const again = await createOwner(world, { ...FIELDS, email: "eve@example.com" });
    expect(again).toMatchObject({ kind: "refused", problems: [{ field: "token", message: expect.stringContaining("was used") }] });
    expect(await world.prisma.member.count()).toBe(1);
  });

  it("an expired and an unknown link say to start again, before any password is hashed", async () => {
    const idle = { ...world, hashPassword: () => Promise.reject(new Error("hashed for nothing")) };
    await makeLink(-1, "expired");
    for (const [token, words] of [
      ["expired", "expired"],
      ["made-up", "not valid"],
      ["", "not valid"],
    ] as const) {
      const outcome = await createOwner(idle, { ...FIELDS, token });
      expect(outcome).toMatchObject({ kind: "refused", problems: [{ field: "token", message: expect.stringContaining(words) }] });
      expect(outcome).toMatchObject({ problems: [{ message: expect.stringContaining("Restart Keyfuse") }] });
    }
    expect(await actions()).toEqual([]);
  });

  it("two who use the link at the same time make one owner", async () => {
    const outcomes = await Promise.all([createOwner(world, FIELDS), createOwner(world, { ...FIELDS, email: "eve@example.com" })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    expect(await world.prisma.member.count()).toBe(1);
  });

  it.each([
    ["password", { password: "short", repeated: "short" }],
    ["repeated", { repeated: "correct horse battery stable" }],
    ["email", { email: "no address" }],
    ["email", { email: "a\0@example.com" }],
    ["name", { name: "  " }],
  ])("a bad %s is a problem of its field and uses no link up", async (field, change) => {
    expect(await createOwner(world, { ...FIELDS, ...change })).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect(await createOwner(world, FIELDS)).toMatchObject({ kind: "done" });
  });

  it("the right password signs in, in any case of the address; the audit says from where", async () => {
    const id = await makeOwner();
    const result = await signIn(signInWorld, attempt(PASSWORD, " ADA@example.com "));
    expect(result).toMatchObject({ kind: "signed-in", claims: { memberId: id, version: 1 } });
    expect((await listSessions(world, id, readPlacement(SESSIONS, {}))).rows).toMatchObject([{ address: "192.0.2.7", agent: "a browser" }]);
    expect((await world.prisma.member.findUniqueOrThrow({ where: { id } })).lastSignInAt).not.toBeNull();
    expect(tries).toEqual(["ada@example.com from 192.0.2.7"]);
    expect((await actions()).at(-1)).toBe(`session.start member:${id}`);
  });

  it("a wrong password and an unknown account get one answer; the audit holds no address that was typed", async () => {
    const id = await makeOwner();
    expect(await signIn(signInWorld, attempt("wrong"))).toEqual({ kind: "refused" });
    expect(await signIn(signInWorld, attempt(PASSWORD, "my secret password"))).toEqual({ kind: "refused" });
    expect(await signIn(signInWorld, attempt(PASSWORD, "a\0"))).toEqual({ kind: "refused" });
    expect((await actions()).slice(1)).toEqual([
      `session.refuse member:${id}`,
      "session.refuse member:unknown",
      "session.refuse member:unknown",
    ]);
    expect(JSON.stringify(await world.prisma.auditEntry.findMany(), (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain(
      "my secret password",
    );
  });

  it("beyond the throttle even the right password waits, and nothing is written", async () => {
    await makeOwner();
    isThrottled = true;
    expect(await signIn(signInWorld, attempt(PASSWORD))).toEqual({ kind: "throttled", retryAfterSeconds: 7 });
    expect(await actions()).toHaveLength(1);
  });

  async function begin(): Promise<SessionClaims> {
    const result = await signIn(signInWorld, attempt(PASSWORD));
    if (result.kind !== "signed-in") throw new Error(result.kind);
    return result.claims;
  }

  it("ending a member's sessions ends every one, at once", async () => {
    const id = await makeOwner();
    const [one, other] = [await begin(), await begin()];
    expect(await findSessionMember(world, one)).toMatchObject({ id, role: "owner" });
    expect(await endSessions(world, `member:${id}`, id)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, one)).toBeNull();
    expect(await findSessionMember(world, other)).toBeNull();
    // A row that was copied back would not help: its version is over.
    await world.prisma.consoleSession.create({
      data: { id: one.sessionId, memberId: id, startedAt: new Date(), lastSeenAt: new Date(), address: "", agent: "" },
    });
    expect(await findSessionMember(world, one)).toBeNull();
    expect(await endSessions(world, "system", NOBODY)).toEqual({ kind: "absent" });
  });

  it("one session ends alone, and only its member ends it", async () => {
    const id = await makeOwner();
    const [one, other] = [await begin(), await begin()];
    expect(await endOneSession(world, NOBODY, one.sessionId)).toEqual({ kind: "absent" });
    expect(await endOneSession(world, id, one.sessionId)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, one)).toBeNull();
    expect(await findSessionMember(world, other)).not.toBeNull();
    await begin();
    expect(await endOtherSessions(world, id, other.sessionId)).toMatchObject({ kind: "done" });
    expect((await listSessions(world, id, readPlacement(SESSIONS, {}))).rows.map((session) => session.id)).toEqual([other.sessionId]);
  });

  it("a session that is idle or old by the settings is over, and its page views keep it", async () => {
    await makeOwner();
    await changeSetting(world, "system", SECURITY, { ...SECURITY.fallback, idleMinutes: 10, sessionHours: 1 });
    const claims = await begin();
    const at = (minutes: number) => ({ ...world, nowMs: () => claims.signedInAtMs + minutes * 60_000 });
    expect(await findSessionMember(at(9), claims)).not.toBeNull();
    expect(await findSessionMember(at(10), claims)).toBeNull();
    for (let minutes = 9; minutes < 60; minutes += 9) await touchSession(at(minutes), claims.sessionId);
    expect(await findSessionMember(at(59), claims)).not.toBeNull();
    expect(await findSessionMember(at(60), claims)).toBeNull();
    await world.prisma.setting.deleteMany();
  });

  it("a disabled member is refused like a wrong password, and so is their session", async () => {
    const id = await makeOwner();
    const claims = await begin();
    await world.prisma.member.update({ where: { id }, data: { disabledAt: new Date() } });
    expect(await findSessionMember(world, claims)).toBeNull();
    expect(await signIn(signInWorld, attempt(PASSWORD))).toEqual({ kind: "refused" });
  });
});
