// A member's passkeys: added, named, removed, signed in with.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import type { PasskeyView } from "@/lib/core/schemas/team-view";
import { nameText } from "@/lib/core/schemas/texts";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import type { PasskeyQuestion, RelyingParty, StoredPasskey } from "@/lib/ports/passkeys";
import type { Passkey } from "@/prisma/generated/client";
import { memberActor, memberOf } from "./member";
import { openChallenge, spendChallenge } from "./passkey-challenge";
import { type Proof, proveOneself } from "./prove-code";
import { type Oneself, provePassword } from "./prove-password";
import { recordRefusedSignIn } from "./refuse-sign-in";
import type { SignIn } from "./sign-in";
import { startSession } from "./start-session";
import type { TeamWorld, Whence } from "./team-world";
import { lockWaysIn } from "./ways-in";

/** Nobody has more devices. */
const MOST_PASSKEYS = 20;

const nameInput = z.strictObject({ name: nameText(100).transform((name) => name.trim()) });

const FAILED = problem("The passkey was not accepted. Begin again.");
const TOO_MANY = problem(`You have ${MOST_PASSKEYS} passkeys. Remove one first.`);
const LAST_WAY_IN = problem(
  "Without this passkey you could not sign in any more. Set a password first, by “Forgot your password?” on the sign-in page.",
);

/** What a browser sent back, and the cookie that holds what it was asked. */
export interface PasskeyAnswer {
  readonly party: RelyingParty;
  readonly cookie: string | null;
  readonly answer: unknown;
}

/** The member's passkeys, the oldest first. */
export async function listPasskeys({ prisma }: Pick<World, "prisma">, memberId: string): Promise<PasskeyView[]> {
  const rows = await prisma.passkey.findMany({ where: { memberId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/** Asks the browser for a new passkey, for whoever types the password once more, and a code where there is a second factor. */
export async function askForPasskey(world: TeamWorld, self: Oneself, party: RelyingParty, proof: Proof): Promise<Outcome<PasskeyQuestion>> {
  const flaw = await proveOneself(world, self, proof);
  if (flaw !== null) return refused(flaw);
  const member = await world.prisma.member.findUnique({ where: { id: self.memberId }, include: { passkeys: true } });
  if (member === null) return ABSENT;
  if (member.passkeys.length >= MOST_PASSKEYS) return refused(TOO_MANY);
  return done(await world.passkeys.askForNew(party, member, member.passkeys));
}

/** Adds the passkey that the browser answered with. */
export async function addPasskey(
  world: TeamWorld,
  memberId: string,
  { party, cookie, answer }: PasskeyAnswer,
  name: string,
): Promise<Outcome<null>> {
  const input = check(nameInput, { name });
  if (!input.ok) return refused(...input.problems);
  const challenge = openChallenge(world, cookie, memberId);
  const passkey = challenge === null ? null : await world.passkeys.readNew(party, challenge.challenge, answer);
  if (challenge === null || passkey === null) return refused(FAILED);
  return changing(world, memberActor({ id: memberId }), async (change) => {
    await spendChallenge(change, challenge);
    const { id, publicKey, counter, transports } = passkey;
    await change.tx.passkey.create({
      data: {
        id,
        memberId,
        name: input.value.name,
        publicKey,
        counter: BigInt(counter),
        transports: [...transports],
        createdAt: new Date(change.atMs),
      },
    });
    change.record(INSTANCE_CHAIN, "passkey.add", memberActor({ id: memberId }), { passkey: id, name: input.value.name });
    return done(null);
  });
}

/** Gives one of the member's passkeys another name. */
export async function renamePasskey(world: World, memberId: string, id: string, fields: unknown): Promise<Outcome<null>> {
  const input = check(nameInput, fields);
  if (!input.ok) return refused(...input.problems);
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const { count } = await tx.passkey.updateMany({ where: { id, memberId }, data: { name: input.value.name } });
    if (count === 0) return ABSENT;
    record(INSTANCE_CHAIN, "passkey.rename", memberActor({ id: memberId }), { passkey: id, to: input.value.name });
    return done(null);
  });
}

/** Removes one of the member's passkeys, where another way to sign in stays. */
export async function removePasskey(world: TeamWorld, self: Oneself, id: string, password: string): Promise<Outcome<null>> {
  const { memberId } = self;
  const flaw = await provePassword(world, self, password);
  if (flaw !== null) return refused(flaw);
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const member = await lockWaysIn(tx, memberId);
    if (member === null || !member.passkeys.some((one) => one.id === id)) return ABSENT;
    const isLast = member.passwordHash === null && member.singleSignOn === null && member.passkeys.length === 1;
    if (isLast) return refused(LAST_WAY_IN);
    await tx.passkey.delete({ where: { id } });
    record(INSTANCE_CHAIN, "passkey.remove", memberActor({ id: memberId }), { passkey: id });
    return done(null);
  });
}

/** Decides a sign-in by passkey. Its user was verified by the device, so that it counts for both factors. */
export async function signInByPasskey(world: TeamWorld, { party, cookie, answer }: PasskeyAnswer, whence: Whence): Promise<SignIn> {
  const id = world.passkeys.claimedId(answer);
  const wait = world.admitSignIn(`passkey ${id ?? ""}`, whence.address);
  if (wait !== null) return { kind: "throttled", retryAfterSeconds: wait };
  const challenge = openChallenge(world, cookie, null);
  const row = id === null ? null : await world.prisma.passkey.findUnique({ where: { id }, include: { member: true } });
  const counter = challenge === null || row === null ? null : await world.passkeys.judge(party, challenge.challenge, answer, storedOf(row));
  const member = row === null ? null : memberOf(row.member);
  if (challenge === null || row === null || counter === null || member === null || row.member.disabledAt !== null) {
    await recordRefusedSignIn(world, row?.member ?? null, whence.address, "passkey");
    return { kind: "refused" };
  }
  const outcome = await changing(world, memberActor(member), async (change) => {
    await spendChallenge(change, challenge);
    // A device that counts has counted on since; a copy of it may have come in between.
    const { count } = await change.tx.passkey.updateMany({
      where: { id: row.id, OR: [{ counter: { lt: BigInt(counter) } }, ...(counter === 0 ? [{ counter: BigInt(0) }] : [])] },
      data: { counter: BigInt(counter), lastUsedAt: new Date(change.atMs) },
    });
    if (count === 0) return refused(FAILED);
    const claims = await startSession(change, member, whence, { by: "passkey" });
    return claims === null ? refused(FAILED) : done(claims);
  });
  return outcome.kind === "done" ? { kind: "signed-in", claims: outcome.value } : { kind: "refused" };
}

function storedOf({ id, publicKey, counter, transports }: Passkey): StoredPasskey {
  return { id, publicKey: Uint8Array.from(publicKey), counter: Number(counter), transports };
}

function problem(message: string): Problem {
  return { field: "", code: "invalid", message };
}
