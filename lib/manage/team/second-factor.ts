// Turns a member's second factor on and off, and makes the recovery codes that stand in for it.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Problem } from "@/lib/core/schemas/problem";
import type { CodeEnrolment, SecondFactorView } from "@/lib/core/schemas/team-view";
import { Secret } from "@/lib/core/secrets/secret";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { ONESELF } from "./change-member";
import { dropSessions } from "./end-sessions";
import { memberActor } from "./member";
import { type Proof, WRONG_CODE } from "./prove-code";
import { type Oneself, provePassword, tooMany } from "./prove-password";
import { recoveryFingerprint, seedContext, spendCode } from "./spend-code";
import type { TeamWorld } from "./team-world";

const RECOVERY_CODES = 10;
/** Sixteen of these 32 letters are 80 bits; those that look like others are left out. */
const LETTERS = "023456789abcdefghjkmnpqrstuvwxyz";
const CODE_LETTERS = 16;

const IS_ON = problem("Your second factor is on already. Reload the page.");
const WAS_OFF = problem("This member has no second factor.");
const IS_OFF = problem("Your second factor is off. Reload the page.");

/** The state of a member's second factor. */
export async function viewSecondFactor({ prisma }: Pick<World, "prisma">, memberId: string): Promise<SecondFactorView> {
  const [row, recoveryCodesLeft] = await Promise.all([
    prisma.member.findUnique({ where: { id: memberId }, select: { totpSince: true } }),
    prisma.recoveryCode.count({ where: { memberId } }),
  ]);
  return { since: row?.totpSince?.toISOString() ?? null, recoveryCodesLeft };
}

/** Makes a seed for the member's app. It is asked for only once a code of it was confirmed; another call replaces it until then. */
export async function prepareSecondFactor(world: TeamWorld, self: Oneself, password: string): Promise<Outcome<CodeEnrolment>> {
  const flaw = await provePassword(world, self, password);
  if (flaw !== null) return refused(flaw);
  const id = self.memberId;
  return changing(world, memberActor({ id }), async ({ tx, record }) => {
    const member = await tx.member.findUnique({ where: { id }, select: { email: true } });
    if (member === null) return ABSENT;
    const enrolment = world.oneTimeCodes.enrol(member.email);
    const sealedTotp = world.sealing.seal(enrolment.seed, seedContext(id));
    const { count } = await tx.member.updateMany({ where: { id, totpSince: null }, data: { sealedTotp, totpStep: null } });
    if (count === 0) return refused(IS_ON);
    record(INSTANCE_CHAIN, "second-factor.prepare", memberActor({ id }), {});
    return done(enrolment);
  });
}

/**
 * Turns the second factor on, by a code of the app. Every session but `keptSessionId` ends: it may have begun by the password alone.
 * Answers the recovery codes, this once.
 */
export async function confirmSecondFactor(
  world: TeamWorld,
  { memberId: id }: Oneself,
  keptSessionId: string,
  code: string,
): Promise<Outcome<readonly Secret[]>> {
  const wait = world.admitCode(id);
  if (wait !== null) return refused(tooMany(wait));
  return changing(world, memberActor({ id }), async (change) => {
    const member = await change.tx.member.findUnique({ where: { id } });
    if (member === null) return ABSENT;
    if (member.totpSince !== null) return refused(IS_ON);
    if ((await spendCode(change, world.oneTimeCodes, member, code)) !== "one-time code") return refused(WRONG_CODE);
    await change.tx.member.update({ where: { id }, data: { totpSince: new Date(change.atMs) } });
    await change.tx.consoleSession.deleteMany({ where: { memberId: id, id: { not: keptSessionId } } });
    change.record(INSTANCE_CHAIN, "second-factor.turn-on", memberActor({ id }), {});
    return done(await replaceRecoveryCodes(change, id));
  });
}

/** Makes new recovery codes, by password and a code of the second factor; older ones count no more. */
export function renewRecoveryCodes(world: TeamWorld, self: Oneself, proof: Proof): Promise<Outcome<readonly Secret[]>> {
  return byCode(world, self, proof, async (change) => {
    change.record(INSTANCE_CHAIN, "recovery-codes.renew", memberActor({ id: self.memberId }), {});
    return done(await replaceRecoveryCodes(change, self.memberId));
  });
}

/** Turns the second factor off, by password and a code of it. */
export function turnOffSecondFactor(world: TeamWorld, self: Oneself, proof: Proof): Promise<Outcome<null>> {
  return byCode(world, self, proof, async (change) => {
    await clearSecondFactor(change, self.memberId);
    change.record(INSTANCE_CHAIN, "second-factor.turn-off", memberActor({ id: self.memberId }), {});
    return done(null);
  });
}

/** Does the work in the transaction that uses the code up. */
async function byCode<T>(
  world: TeamWorld,
  self: Oneself,
  { password, code }: Proof,
  work: (change: Change) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const flaw = await provePassword(world, self, password);
  if (flaw !== null) return refused(flaw);
  const id = self.memberId;
  const wait = world.admitCode(id);
  if (wait !== null) return refused(tooMany(wait));
  return changing(world, memberActor({ id }), async (change) => {
    const member = await change.tx.member.findUnique({ where: { id } });
    if (member === null) return ABSENT;
    if (member.totpSince === null) return refused(IS_OFF);
    if ((await spendCode(change, world.oneTimeCodes, member, code)) === null) return refused(WRONG_CODE);
    return work(change);
  });
}

/** Turns off the second factor of a member who lost it: an owner does, or whoever runs the host. Their sessions end. */
export function dropSecondFactor(
  world: World,
  actor: string,
  who: { readonly id: string } | { readonly email: string },
): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const member = await change.tx.member.findUnique({ where: who });
    if (member === null) return ABSENT;
    if (actor === memberActor(member)) return refused(ONESELF);
    if (member.totpSince === null) return refused(WAS_OFF);
    await clearSecondFactor(change, member.id);
    await dropSessions(change, member.id);
    change.record(INSTANCE_CHAIN, "second-factor.drop", memberActor(member), {});
    return done(null);
  });
}

async function clearSecondFactor({ tx }: Change, memberId: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { memberId } });
  await tx.member.update({ where: { id: memberId }, data: { totpSince: null, sealedTotp: null, totpStep: null } });
}

async function replaceRecoveryCodes({ tx, world }: Change, memberId: string): Promise<Secret[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(world.randomBytes));
  await tx.recoveryCode.deleteMany({ where: { memberId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ memberId, fingerprint: recoveryFingerprint(world.hasher, memberId, code) })),
  });
  return codes.map((code) => new Secret(code));
}

/** `abcd-efgh-jkmn-pqrs` */
function newRecoveryCode(randomBytes: World["randomBytes"]): string {
  const letters = Array.from(randomBytes(CODE_LETTERS), (byte) => LETTERS[byte % LETTERS.length]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

function problem(message: string): Problem {
  return { field: "", code: "invalid", message };
}
