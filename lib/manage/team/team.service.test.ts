// The owner account is made once by the link; sign-ins tell nothing, are throttled and audited; a sign-out ends every session.
import { Buffer } from "node:buffer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyPassword } from "@/lib/adapters/system/password-hasher";
import { isSessionCurrent } from "@/lib/core/session";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { createOwner } from "./create-owner";
import { endSessions } from "./end-sessions";
import { findMember, hasOwner } from "./member";
import { type SignInWorld, signIn } from "./sign-in";

const TOKEN = "a-token-of-the-set-up-link";
const PASSWORD = "correct horse battery staple";
const FIELDS = { token: TOKEN, email: "Ada@Example.com", name: "Ada", password: PASSWORD, repeated: PASSWORD };
const HOUR_MS = 3_600_000;

describe("team", () => {
  let world: TestWorld;
  let signInWorld: SignInWorld;
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
      verifyPassword,
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

  const attempt = (password: string, email = "ada@example.com") => ({ email, password, address: "192.0.2.7" });

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
    expect(result).toMatchObject({ kind: "signed-in", member: { id, role: "owner", sessionVersion: 1 } });
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

  it("ending a member's sessions makes every session of before stale", async () => {
    const id = await makeOwner();
    const claims = { memberId: id, version: 1, signedInAtMs: world.nowMs() };
    const versionNow = async () => (await findMember(world, id))?.sessionVersion ?? null;
    expect(isSessionCurrent(claims, await versionNow(), world.nowMs())).toBe(true);
    expect(await endSessions(world, `member:${id}`, id)).toMatchObject({ kind: "done" });
    expect(isSessionCurrent(claims, await versionNow(), world.nowMs())).toBe(false);
    expect(await endSessions(world, "system", "00000000-0000-4000-8000-000000000000")).toEqual({ kind: "absent" });
  });
});
