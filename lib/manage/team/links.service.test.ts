// Links that make members and set passwords: each works once, in its time, for whom it was made, and only its mail and its maker hold it.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { changeSetting } from "@/lib/manage/settings/setting";
import type { Tx } from "@/lib/manage/world";
import { mailTexts, teamWorld, tokenIn } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { INVITATIONS, inviteMember, listInvitations, renewInvitation, revokeInvitation } from "./invitations";
import { joinTeam, readInvitation } from "./join";
import { type MailAsk, noteMailAsk, workOffMailAsk } from "./mail-ask";
import { makeResetLink, readResetLink, resetPassword } from "./reset-password";
import { signIn } from "./sign-in";
import { judgeSignUp } from "./sign-up";

const ORIGIN = "https://keys.example.com";
const PASSWORD = "correct horse battery staple";
const OTHER = "another horse battery staple";
const DAY_MS = 24 * 3_600_000;
const LINK_PROBLEM = { kind: "refused", problems: [{ field: "token" }] };

/** The client, where in each transaction something else happens right after an invitation was read. */
function withTx(prisma: TestWorld["prisma"], meanwhile: (tx: Tx) => Promise<void>): TestWorld["prisma"] {
  const readThen = (tx: Tx) => ({
    findUnique: async (query: Parameters<Tx["invitation"]["findUnique"]>[0]) => {
      const found = await tx.invitation.findUnique(query);
      await meanwhile(tx);
      return found;
    },
  });
  const wrap = (tx: Tx): Tx =>
    new Proxy(tx, {
      get: (target, name) =>
        name === "invitation"
          ? new Proxy(target.invitation, { get: (model, method) => Reflect.get(method === "findUnique" ? readThen(tx) : model, method) })
          : Reflect.get(target, name),
    });
  return new Proxy(prisma, {
    get: (target, name) =>
      name === "$transaction"
        ? (work: (tx: Tx) => unknown) => target.$transaction((tx) => Promise.resolve(work(wrap(tx))))
        : Reflect.get(target, name),
  });
}

describe("links", () => {
  let base: TestWorld;
  let world: ReturnType<typeof teamWorld>;

  beforeAll(async () => {
    base = await TEST_DATABASES["the embedded database"]!();
    world = teamWorld(base);
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    await Promise.all([world.prisma.member.deleteMany(), world.prisma.invitation.deleteMany(), world.prisma.mail.deleteMany()]);
    await world.prisma.setting.deleteMany();
  });

  const later = (ms: number) => ({ ...world, nowMs: () => Date.now() + ms });
  const invitations = async () => (await listInvitations(world, readPlacement(INVITATIONS, {}))).rows;
  const fields = (token: string) => ({ token, name: "Bob", password: PASSWORD, repeated: PASSWORD });

  async function invite(email = "Bob@Example.com", role = "developer"): Promise<string> {
    const outcome = await inviteMember(world, "command-line", ORIGIN, { email, role });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    expect(outcome.value.link).toBe(`${ORIGIN}/join#${outcome.value.token.reveal()}`);
    return outcome.value.token.reveal();
  }

  async function makeMember(email = "ada@example.com"): Promise<string> {
    const id = randomUUID();
    await world.prisma.member.create({ data: { id, email, name: "Ada", role: "owner", passwordHash: await world.hashPassword(PASSWORD) } });
    return id;
  }

  /** What a stranger's form asks for, and what becomes of it. */
  async function mailed(kind: MailAsk["kind"], email: string, at = world): Promise<void> {
    await noteMailAsk(at, { kind, email, origin: ORIGIN });
    expect(await workOffMailAsk(at)).toBe(true);
    expect(await workOffMailAsk(at)).toBe(false);
  }

  const canSignIn = async (email: string, password: string) =>
    (await signIn(world, { email, password, code: "", address: "192.0.2.1", agent: "" })).kind === "signed-in";

  it("an invitation makes one member, with its role and address; its mail holds the link and the database does not", async () => {
    const token = await invite();
    const [mail] = await mailTexts(base);
    expect(mail).toMatchObject({ to: "bob@example.com" });
    expect(tokenIn(mail!.text)).toBe(token);
    const stored = JSON.stringify([await world.prisma.invitation.findMany(), await world.prisma.auditEntry.findMany()], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(stored).not.toContain(token);
    expect(await readInvitation(world, token)).toEqual({ kind: "done", value: { email: "bob@example.com", role: "developer" } });
    expect(await joinTeam(world, fields(token))).toMatchObject({ kind: "done" });
    expect(await world.prisma.member.findMany()).toMatchObject([{ email: "bob@example.com", name: "Bob", role: "developer" }]);
    expect(await canSignIn("bob@example.com", PASSWORD)).toBe(true);
    expect(await joinTeam(world, fields(token))).toMatchObject(LINK_PROBLEM);
  });

  it("two who open it at the same time make one member", async () => {
    const token = await invite();
    const outcomes = await Promise.all([joinTeam(world, fields(token)), joinTeam(world, { ...fields(token), name: "Eve" })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    expect(await world.prisma.member.count()).toBe(1);
  });

  it.each([
    ["name", { name: " " }],
    ["password", { password: "short", repeated: "short" }],
    ["password", { password: "bob@example.com!!", repeated: "bob@example.com!!" }],
    ["repeated", { repeated: "something else entirely" }],
  ])("a bad %s is a problem of its field and uses no link up", async (field, change) => {
    const token = await invite();
    expect(await joinTeam(world, { ...fields(token), ...change })).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect(await joinTeam(world, fields(token))).toMatchObject({ kind: "done" });
  });

  it("a link that is over, taken back, replaced, made up, or of another kind opens nothing", async () => {
    const token = await invite();
    const idle = { ...world, hashPassword: () => Promise.reject(new Error("hashed for nothing")) };
    expect(await joinTeam({ ...idle, nowMs: () => Date.now() + 7 * DAY_MS }, fields(token))).toMatchObject(LINK_PROBLEM);
    expect(await joinTeam(idle, fields("made-up"))).toMatchObject(LINK_PROBLEM);
    await makeMember();
    const reset = await makeResetLink(world, "command-line", ORIGIN, "ada@example.com");
    if (reset.kind !== "done") throw new Error(reset.kind);
    expect(await joinTeam(idle, fields(tokenIn(reset.value.link)))).toMatchObject(LINK_PROBLEM);
    expect(await readResetLink(world, token)).toMatchObject(LINK_PROBLEM);
    const id = (await invitations())[0]!.id;
    const again = await renewInvitation(world, "command-line", ORIGIN, id);
    if (again.kind !== "done") throw new Error(again.kind);
    expect(await joinTeam(idle, fields(token))).toMatchObject(LINK_PROBLEM);
    expect(await readInvitation(world, again.value.token.reveal())).toMatchObject({ kind: "done" });
    expect(await revokeInvitation(world, "command-line", id)).toMatchObject({ kind: "done" });
    expect(await joinTeam(idle, fields(again.value.token.reveal()))).toMatchObject(LINK_PROBLEM);
    expect(await invitations()).toEqual([]);
  });

  it("an address is invited once, and no member is; an expired invitation may be made anew", async () => {
    await invite();
    const twice = { kind: "refused", problems: [{ field: "email", code: "duplicate" }] };
    expect(await inviteMember(world, "command-line", ORIGIN, { email: "bob@example.com", role: "viewer" })).toMatchObject(twice);
    expect(await inviteMember(later(8 * DAY_MS), "command-line", ORIGIN, { email: "bob@example.com", role: "viewer" })).toMatchObject({
      kind: "done",
    });
    await makeMember();
    expect(await inviteMember(world, "command-line", ORIGIN, { email: "ADA@example.com", role: "viewer" })).toMatchObject(twice);
    expect(await inviteMember(world, "command-line", ORIGIN, { email: "no address", role: "emperor" })).toMatchObject({
      problems: [{ field: "email" }, { field: "role" }],
    });
  });

  it("a reset link sets the password once, ends every session, and leaves the old password worth nothing", async () => {
    const id = await makeMember();
    expect(await canSignIn("ada@example.com", PASSWORD)).toBe(true);
    await mailed("password-reset", " ADA@example.com ");
    const [mail] = await mailTexts(base);
    expect(mail).toMatchObject({ to: "ada@example.com", text: expect.stringContaining(`${ORIGIN}/reset#`) });
    const token = tokenIn(mail!.text);
    expect(await readResetLink(world, token)).toEqual({ kind: "done", value: { email: "ada@example.com" } });
    const wanted = { token, password: OTHER, repeated: OTHER };
    expect(await resetPassword(later(31 * 60_000), wanted)).toMatchObject(LINK_PROBLEM);
    expect(await resetPassword(world, { ...wanted, password: "short", repeated: "short" })).toMatchObject({
      problems: [{ field: "password" }],
    });
    expect(await resetPassword(world, wanted)).toMatchObject({ kind: "done" });
    expect(await world.prisma.consoleSession.count({ where: { memberId: id } })).toBe(0);
    expect(await resetPassword(world, wanted)).toMatchObject(LINK_PROBLEM);
    expect([await canSignIn("ada@example.com", PASSWORD), await canSignIn("ada@example.com", OTHER)]).toEqual([false, true]);
  });

  it("who asks again at once takes no link away: neither a member's, nor that of whoever signs up or is invited", async () => {
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    await makeMember();
    await invite("grace@example.com", "admin");
    const ask = async (at: typeof world) => {
      await mailed("password-reset", "ada@example.com", at);
      await mailed("sign-up", "bob@example.com", at);
      await mailed("sign-up", "grace@example.com", at);
    };
    await ask(world);
    const first = await mailTexts(base);
    expect(first.map(({ to }) => to).sort()).toEqual(["ada@example.com", "bob@example.com", "grace@example.com"]);
    await ask(later(9 * 60_000));
    expect(await mailTexts(base)).toHaveLength(3);
    const kinds = first.map(
      async ({ to, text }) => (await (to.startsWith("ada") ? readResetLink : readInvitation)(world, tokenIn(text))).kind,
    );
    expect(await Promise.all(kinds)).toEqual(["done", "done", "done"]);
    await ask(later(11 * 60_000));
    expect(await mailTexts(base)).toHaveLength(6);
  });

  it("an invitation that is taken back while its address signs up does not come back", async () => {
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    await invite("grace@example.com", "admin");
    await world.prisma.mail.deleteMany();
    const { id } = await world.prisma.invitation.findFirstOrThrow();
    const before = later(11 * 60_000);
    const asking = { ...before, prisma: withTx(world.prisma, async (tx) => void (await tx.invitation.delete({ where: { id } }))) };
    await mailed("sign-up", "grace@example.com", asking);
    expect([await world.prisma.invitation.count(), await world.prisma.mail.count()]).toEqual([0, 0]);
  });

  it("a newer reset link replaces the one before; strangers and disabled members get none", async () => {
    await makeMember();
    await mailed("password-reset", "ada@example.com");
    await mailed("password-reset", "ada@example.com", later(11 * 60_000));
    const texts = await mailTexts(base);
    const open = await Promise.all(texts.map(({ text }) => readResetLink(world, tokenIn(text))));
    expect(open.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    await mailed("password-reset", "nobody@example.com");
    await mailed("password-reset", "a\0@example.com");
    await world.prisma.member.updateMany({ data: { disabledAt: new Date() } });
    await mailed("password-reset", "ada@example.com");
    expect(await world.prisma.mail.count()).toBe(2);
    expect(await makeResetLink(world, "command-line", ORIGIN, "ada@example.com")).toMatchObject({ kind: "refused" });
    expect(await makeResetLink(world, "command-line", ORIGIN, "nobody@example.com")).toEqual({ kind: "absent" });
  });

  it("people sign up only where an owner allows it, as viewers, by the link to their own address", async () => {
    expect(await judgeSignUp(world, "bob@example.com")).toMatchObject({ kind: "refused", problems: [{ field: "email" }] });
    await changeSetting(world, "system", SIGN_UP, { mode: "domain", domains: ["example.com"] });
    expect(await judgeSignUp(world, "bob@elsewhere.example")).toMatchObject({ kind: "refused" });
    expect(await judgeSignUp(world, "Bob@Example.com")).toEqual({ kind: "done", value: "bob@example.com" });
    await mailed("sign-up", "bob@example.com");
    expect(await world.prisma.member.count()).toBe(0);
    expect(await invitations()).toEqual([]);
    const [mail] = await mailTexts(base);
    const token = tokenIn(mail!.text);
    await changeSetting(world, "system", SIGN_UP, SIGN_UP.fallback);
    expect(await joinTeam(world, fields(token))).toMatchObject(LINK_PROBLEM);
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    expect(await joinTeam(world, fields(token))).toMatchObject({ kind: "done" });
    expect(await world.prisma.member.findMany()).toMatchObject([{ email: "bob@example.com", role: "viewer" }]);
  });

  it("who signs up with a member's address sends them a reset link; who is invited keeps their role", async () => {
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    await makeMember();
    await mailed("sign-up", "ada@example.com");
    expect((await mailTexts(base)).at(-1)?.text).toContain("/reset#");
    await invite("grace@example.com", "admin");
    await world.prisma.mail.deleteMany();
    await mailed("sign-up", "grace@example.com", later(11 * 60_000));
    const [mail] = await mailTexts(base);
    expect(await readInvitation(world, tokenIn(mail!.text))).toMatchObject({ value: { role: "admin" } });
    expect(await invitations()).toMatchObject([{ email: "grace@example.com" }]);
  });

  it("what was asked for is mailed once, by whichever process comes first, and by another one where it was killed in between", async () => {
    await makeMember();
    await noteMailAsk(world, { kind: "password-reset", email: "ada@example.com", origin: ORIGIN });
    await noteMailAsk(world, { kind: "password-reset", email: "nobody@example.com", origin: ORIGIN });
    expect(JSON.stringify(await world.prisma.mailAsk.findMany())).not.toContain("ada@");
    const seal = () => {
      throw new Error("killed before the commit");
    };
    await expect(workOffMailAsk({ ...world, sealing: { ...world.sealing, seal } })).rejects.toThrow("killed");
    expect([await world.prisma.mailAsk.count(), await world.prisma.mail.count()]).toEqual([2, 0]);
    const worked = await Promise.all(Array.from({ length: 6 }, () => workOffMailAsk(world)));
    expect(worked.filter(Boolean)).toHaveLength(2);
    expect([await world.prisma.mailAsk.count(), await world.prisma.mail.count()]).toEqual([0, 1]);
    await noteMailAsk(world, { kind: "password-reset", email: "ada@example.com", origin: ORIGIN });
    expect(await workOffMailAsk(later(61 * 60_000))).toBe(true);
    expect([await world.prisma.mailAsk.count(), await world.prisma.mail.count()]).toEqual([0, 1]);
  });
});
