// What members change of their own account: each asks for the password now, and a code counts once.

import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { teamWorld } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { listSessions, SESSIONS } from "./list-sessions";
import { changePassword, renameOneself } from "./own-account";
import { askForPasskey } from "./passkeys";
import { proveOneself } from "./prove-code";
import {
  confirmSecondFactor,
  dropSecondFactor,
  prepareSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
  viewSecondFactor,
} from "./second-factor";
import { signIn } from "./sign-in";
import type { TeamWorld } from "./team-world";

const PASSWORD = "correct horse battery staple";
const OTHER = "another horse battery staple";
const WRONG = { kind: "refused", problems: [{ field: "password" }] };
const WRONG_CODE = { kind: "refused", problems: [{ field: "code" }] };

describe("one's own account", () => {
  let base: TestWorld;
  let world: TeamWorld;
  let self: { memberId: string; address: string };
  let nowMs: number;

  beforeAll(async () => {
    base = await TEST_DATABASES["the embedded database"]!();
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    nowMs = Date.now();
    world = { ...teamWorld(base), nowMs: () => nowMs };
    await world.prisma.member.deleteMany();
    self = { memberId: randomUUID(), address: "192.0.2.1" };
    const passwordHash = await world.hashPassword(PASSWORD);
    await world.prisma.member.create({ data: { id: self.memberId, email: "ada@example.com", name: "Ada", role: "viewer", passwordHash } });
  });

  const sessions = async () => (await listSessions(world, self.memberId, readPlacement(SESSIONS, {}))).rows;

  const enter = (password: string, code = "") =>
    signIn(world, { email: "ada@example.com", password, code, address: "192.0.2.1", agent: "" });
  const lastAudit = async () => await world.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: "desc" } });
  const codeNow = (seed: string) => generateSync({ secret: seed, epoch: Math.floor(nowMs / 1000) });

  /** Turns the second factor on. Answers its seed and its recovery codes. */
  async function turnOn() {
    const prepared = await prepareSecondFactor(world, self, PASSWORD);
    if (prepared.kind !== "done") throw new Error(prepared.kind);
    const { seed } = prepared.value;
    const confirmed = await confirmSecondFactor(world, self, randomUUID(), codeNow(seed));
    if (confirmed.kind !== "done") throw new Error(JSON.stringify(confirmed));
    return { seed, codes: confirmed.value.map((code) => code.reveal()) };
  }

  it("a name is changed, and the audit says from what to what", async () => {
    expect(await renameOneself(world, self.memberId, { name: " Grace " })).toMatchObject({ kind: "done" });
    expect(await lastAudit()).toMatchObject({ action: "member.rename", details: { from: "Ada", to: "Grace" } });
    for (const name of [" ", "Ada\nGrace", "Ada\r\nGrace", "Ada\u2028Grace", "Ada\u0007"]) {
      expect(await renameOneself(world, self.memberId, { name })).toMatchObject({ problems: [{ field: "name" }] });
    }
  });

  it("another password asks for the old one, and ends all sessions but this", async () => {
    const [one, other] = [await enter(PASSWORD), await enter(PASSWORD)];
    if (one.kind !== "signed-in" || other.kind !== "signed-in") throw new Error("not signed in");
    const wanted = { current: PASSWORD, password: OTHER, repeated: OTHER };
    const change = (fields: object) => changePassword(world, self, one.claims.sessionId, { ...wanted, ...fields });
    expect(await change({ current: "wrong" })).toMatchObject({ kind: "refused", problems: [{ field: "current" }] });
    expect(await lastAudit()).toMatchObject({ action: "password.refuse" });
    expect(await change({ password: "short", repeated: "short" })).toMatchObject({ problems: [{ field: "password" }] });
    expect(await change({})).toMatchObject({ kind: "done" });
    expect((await sessions()).map(({ id }) => id)).toEqual([one.claims.sessionId]);
    expect([(await enter(PASSWORD)).kind, (await enter(OTHER)).kind]).toEqual(["refused", "signed-in"]);
  });

  it("a password that was replaced while it was being judged neither signs in nor sets another", async () => {
    const replaced = (data: object): TeamWorld => ({
      ...world,
      verifyPassword: async (hash, password) => {
        const isRight = await world.verifyPassword(hash, password);
        await world.prisma.member.update({ where: { id: self.memberId }, data });
        return isRight;
      },
    });
    const passwordHash = await world.hashPassword(OTHER);
    const attempt = { email: "ada@example.com", password: PASSWORD, code: "", address: "192.0.2.1", agent: "" };
    const stored = { passwordHash: await world.hashPassword(PASSWORD), disabledAt: null, totpSince: null, sealedTotp: null };
    const turnedOn = { totpSince: new Date(), sealedTotp: Buffer.from("sealed") };
    for (const data of [{ passwordHash }, { disabledAt: new Date() }, { sessionVersion: { increment: 1 } }, turnedOn]) {
      await world.prisma.member.update({ where: { id: self.memberId }, data: stored });
      expect(await signIn(replaced(data), attempt)).toEqual({ kind: "refused" });
      expect(await lastAudit()).toMatchObject({ action: "session.refuse", details: { of: "password" } });
    }
    expect(await world.prisma.consoleSession.count()).toBe(0);
    await world.prisma.member.update({ where: { id: self.memberId }, data: stored });
    const wanted = { current: PASSWORD, password: "a horse of another battery", repeated: "a horse of another battery" };
    expect(await changePassword(replaced({ passwordHash }), self, randomUUID(), wanted)).toMatchObject({
      kind: "refused",
      problems: [{ field: "current" }],
    });
    expect(await world.prisma.member.findUniqueOrThrow({ where: { id: self.memberId } })).toMatchObject({ passwordHash });
  });

  it("beyond its throttle not even the right password is looked at", async () => {
    const slow: TeamWorld = { ...world, admitProof: () => 30, verifyPassword: () => Promise.reject(new Error("looked at")) };
    expect(await prepareSecondFactor(slow, self, PASSWORD)).toMatchObject({
      problems: [{ message: "Too many tries. Wait 30 seconds, then try again." }],
    });
  });

  it("the second factor is on once a code was right; its seed is sealed", async () => {
    expect(await prepareSecondFactor(world, self, "wrong")).toMatchObject(WRONG);
    const prepared = await prepareSecondFactor(world, self, PASSWORD);
    if (prepared.kind !== "done") throw new Error(prepared.kind);
    expect(await confirmSecondFactor(world, self, randomUUID(), "000000")).toMatchObject(WRONG_CODE);
    expect(await enter(PASSWORD)).toMatchObject({ kind: "signed-in" });
    const confirmed = await confirmSecondFactor(world, self, randomUUID(), codeNow(prepared.value.seed));
    expect(confirmed).toMatchObject({ kind: "done" });
    expect(await viewSecondFactor(world, self.memberId)).toMatchObject({ since: expect.any(String), recoveryCodesLeft: 10 });
    const row = await world.prisma.member.findUniqueOrThrow({ where: { id: self.memberId } });
    expect(Buffer.from(row.sealedTotp!).includes(prepared.value.seed)).toBe(false);
    expect(await prepareSecondFactor(world, self, PASSWORD)).toMatchObject({ kind: "refused" });
  });

  it("turning it on ends the sessions that the password alone began, but the one at hand", async () => {
    const [here, elsewhere] = [await enter(PASSWORD), await enter(PASSWORD)];
    if (here.kind !== "signed-in" || elsewhere.kind !== "signed-in") throw new Error("not signed in");
    const prepared = await prepareSecondFactor(world, self, PASSWORD);
    if (prepared.kind !== "done") throw new Error(prepared.kind);
    expect(await confirmSecondFactor(world, self, here.claims.sessionId, "000000")).toMatchObject(WRONG_CODE);
    expect(await sessions()).toHaveLength(2);
    await confirmSecondFactor(world, self, here.claims.sessionId, codeNow(prepared.value.seed));
    expect((await sessions()).map(({ id }) => id)).toEqual([here.claims.sessionId]);
  });

  it("a passkey and an identity are ways around it: they ask for a code, which counts once, where it is on", async () => {
    const party = { id: "localhost", origin: "http://localhost" };
    const proof = (code: string) => ({ password: PASSWORD, code });
    expect(await askForPasskey(world, self, party, proof(""))).toMatchObject({ kind: "done" });
    expect(await proveOneself(world, self, proof(""))).toBeNull();
    const { seed, codes } = await turnOn();
    expect(await askForPasskey(world, self, party, { password: "wrong", code: codes[0]! })).toMatchObject(WRONG);
    for (const code of ["", "000000"]) {
      expect(await askForPasskey(world, self, party, proof(code))).toMatchObject(WRONG_CODE);
      expect(await proveOneself(world, self, proof(code))).toMatchObject({ field: "code" });
    }
    expect(await askForPasskey(world, self, party, proof(codes[0]!))).toMatchObject({ kind: "done" });
    expect(await lastAudit()).toMatchObject({ action: "recovery-code.use" });
    expect(await askForPasskey(world, self, party, proof(codes[0]!))).toMatchObject(WRONG_CODE);
    nowMs += 30_000;
    const code = codeNow(seed);
    expect(await proveOneself({ ...world, admitCode: () => 30 }, self, proof(code))).toMatchObject({ field: "" });
    expect(await proveOneself(world, self, proof(code))).toBeNull();
    expect(await proveOneself(world, self, proof(code))).toMatchObject({ field: "code" });
  });

  it("a sign-in then asks for a code, and each counts once", async () => {
    const { seed } = await turnOn();
    expect(await enter("wrong")).toEqual({ kind: "refused" });
    expect(await enter("wrong", codeNow(seed))).toEqual({ kind: "refused" });
    expect(await enter(PASSWORD)).toEqual({ kind: "code-required" });
    // The code that turned it on is used.
    expect(await enter(PASSWORD, codeNow(seed))).toEqual({ kind: "code-wrong" });
    expect(await lastAudit()).toMatchObject({ action: "session.refuse", details: { of: "code" } });
    nowMs += 30_000;
    const code = codeNow(seed);
    const ends = await Promise.all([enter(PASSWORD, code), enter(PASSWORD, code), enter(PASSWORD, code)]);
    expect(ends.map(({ kind }) => kind).sort()).toEqual(["code-wrong", "code-wrong", "signed-in"]);
    nowMs += 30_000;
    expect(
      await signIn(
        { ...world, admitCode: () => 9 },
        { email: "ada@example.com", password: PASSWORD, code: codeNow(seed), address: "", agent: "" },
      ),
    ).toEqual({
      kind: "throttled",
      retryAfterSeconds: 9,
    });
  });

  it("a recovery code stands in for it once, however it is typed; new ones replace the old", async () => {
    const { codes } = await turnOn();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/);
    expect(JSON.stringify(await world.prisma.recoveryCode.findMany())).not.toContain(codes[0]);
    expect(await enter(PASSWORD, ` ${codes[0]!.toUpperCase().replaceAll("-", " ")} `)).toMatchObject({ kind: "signed-in" });
    expect(await enter(PASSWORD, codes[0])).toEqual({ kind: "code-wrong" });
    expect(await viewSecondFactor(world, self.memberId)).toMatchObject({ recoveryCodesLeft: 9 });
    const renew = (password: string, code: string) => renewRecoveryCodes(world, self, { password, code });
    expect(await renew("wrong", codes[2]!)).toMatchObject(WRONG);
    for (const code of ["", "000000", codes[0]!]) expect(await renew(PASSWORD, code)).toMatchObject(WRONG_CODE);
    const renewed = await renew(PASSWORD, codes[2]!);
    if (renewed.kind !== "done") throw new Error(renewed.kind);
    expect(await enter(PASSWORD, codes[1])).toEqual({ kind: "code-wrong" });
    expect(await enter(PASSWORD, renewed.value[0]!.reveal())).toMatchObject({ kind: "signed-in" });
  });

  it("it is turned off by password and code, and takes its recovery codes with it", async () => {
    const { codes } = await turnOn();
    expect(await turnOffSecondFactor(world, self, { password: "wrong", code: codes[0]! })).toMatchObject(WRONG);
    expect(await turnOffSecondFactor(world, self, { password: PASSWORD, code: "000000" })).toMatchObject(WRONG_CODE);
    expect(await turnOffSecondFactor(world, self, { password: PASSWORD, code: codes[0]! })).toMatchObject({ kind: "done" });
    expect(await viewSecondFactor(world, self.memberId)).toEqual({ since: null, recoveryCodesLeft: 0 });
    expect(await enter(PASSWORD)).toMatchObject({ kind: "signed-in" });
    expect(await renewRecoveryCodes(world, self, { password: PASSWORD, code: codes[1]! })).toMatchObject({ kind: "refused" });
  });

  it("a lost one is turned off by an owner or on the host, never by oneself; the member's sessions end", async () => {
    const { codes } = await turnOn();
    expect(await enter(PASSWORD, codes[0])).toMatchObject({ kind: "signed-in" });
    expect(await dropSecondFactor(world, `member:${self.memberId}`, { id: self.memberId })).toMatchObject({ kind: "refused" });
    expect(await enter(PASSWORD)).toEqual({ kind: "code-required" });
    expect(await world.prisma.consoleSession.count()).toBe(1);
    expect(await dropSecondFactor(world, "command-line", { email: "ada@example.com" })).toMatchObject({ kind: "done" });
    expect(await world.prisma.consoleSession.count()).toBe(0);
    expect(await lastAudit()).toMatchObject({ actor: "command-line", action: "second-factor.drop", target: `member:${self.memberId}` });
    expect(await viewSecondFactor(world, self.memberId)).toEqual({ since: null, recoveryCodesLeft: 0 });
    expect(await enter(PASSWORD)).toMatchObject({ kind: "signed-in" });
    expect(await dropSecondFactor(world, "command-line", { email: "nobody@example.com" })).toEqual({ kind: "absent" });
  });
});
