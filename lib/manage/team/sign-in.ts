// Signs a member in with e-mail address and password, and with a code where the member has a second factor.
import { MAX_PASSWORD_CHARACTERS } from "@/lib/core/passwords";
import { isStorable } from "@/lib/core/schemas/texts";
import type { SessionClaims } from "@/lib/core/session";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, refused } from "@/lib/manage/outcome";
import type { Member } from "@/prisma/generated/client";
import { type KnownMember, memberActor, memberOf } from "./member";
import { recordRefusedSignIn } from "./refuse-sign-in";
import { spendCode } from "./spend-code";
import { type ProvenBy, startSession } from "./start-session";
import type { TeamWorld, Whence } from "./team-world";

export interface SignInAttempt extends Whence {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code; "" = not asked for yet. */
  readonly code: string;
}

/** `refused` never says whether there is such a member; the kinds with `code` are for whoever knows the password. */
export type SignIn =
  | { readonly kind: "signed-in"; readonly claims: SessionClaims }
  | { readonly kind: "refused" | "code-required" | "code-wrong" }
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number };

const REFUSED: SignIn = { kind: "refused" };

/** Decides a sign-in. Its success and its failure are audited; beyond the throttle nothing is looked up and nothing written. */
export async function signIn(world: TeamWorld, attempt: SignInAttempt): Promise<SignIn> {
  const email = attempt.email.trim().toLowerCase();
  const wait = world.admitSignIn(email, attempt.address);
  if (wait !== null) return { kind: "throttled", retryAfterSeconds: wait };
  const row = isStorable(email) ? await world.prisma.member.findUnique({ where: { email } }) : null;
  const isRight = await world.verifyPassword(row?.passwordHash ?? null, attempt.password.slice(0, MAX_PASSWORD_CHARACTERS + 1));
  const member = row === null ? null : memberOf(row);
  if (!isRight || row === null || member === null || row.disabledAt !== null) {
    await recordRefusedSignIn(world, row, attempt.address, "password");
    return REFUSED;
  }
  return row.totpSince === null ? openSession(world, row, member, attempt) : signInWithCode(world, row, member, attempt);
}

async function openSession(world: TeamWorld, row: Member, member: KnownMember, attempt: SignInAttempt): Promise<SignIn> {
  const outcome = await changing(world, memberActor(member), async (change) => {
    const claims = await startSession(change, member, attempt, { by: "password" }, provenBy(row));
    return claims === null ? ABSENT : done(claims);
  });
  if (outcome.kind === "done") return { kind: "signed-in", claims: outcome.value };
  await recordRefusedSignIn(world, row, attempt.address, "password");
  return REFUSED;
}

async function signInWithCode(world: TeamWorld, row: Member, member: KnownMember, attempt: SignInAttempt): Promise<SignIn> {
  if (attempt.code.trim() === "") return { kind: "code-required" };
  const wait = world.admitCode(member.id);
  if (wait !== null) return { kind: "throttled", retryAfterSeconds: wait };
  const outcome = await changing(world, memberActor(member), async (change) => {
    const by = await spendCode(change, world.oneTimeCodes, row, attempt.code);
    if (by === null) return refused({ field: "code", code: "invalid", message: "This code is wrong." });
    const claims = await startSession(change, member, attempt, { by: `password, ${by}` }, provenBy(row));
    return claims === null ? ABSENT : done(claims);
  });
  if (outcome.kind === "done") return { kind: "signed-in", claims: outcome.value };
  const isStale = outcome.kind === "absent";
  await recordRefusedSignIn(world, row, attempt.address, isStale ? "password" : "code");
  return isStale ? REFUSED : { kind: "code-wrong" };
}

/** The password that was right, and whether a code was to be asked for. */
function provenBy({ passwordHash, totpSince }: Member): ProvenBy {
  return { passwordHash, totpSince };
}
