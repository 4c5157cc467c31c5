// Signs a member in with e-mail address and password.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { MAX_PASSWORD_CHARACTERS } from "@/lib/core/passwords";
import { isStorable } from "@/lib/core/schemas/texts";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { memberActor, memberOf, type SessionMember } from "./member";

/** What signing in needs besides the world. */
export interface SignInWorld extends World {
  /** Counts a try of that account from that address. Whole seconds to wait when there were too many, else null. */
  readonly admitSignIn: (email: string, address: string) => number | null;
}

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** The client's address. */
  readonly address: string;
}

/** `refused` never says whether there is such a member. */
export type SignIn =
  | { readonly kind: "signed-in"; readonly member: SessionMember }
  | { readonly kind: "refused" }
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number };

const REFUSED: SignIn = { kind: "refused" };

/** Decides a sign-in. Its success and its failure are audited; beyond the throttle nothing is looked up and nothing written. */
export async function signIn(world: SignInWorld, attempt: SignInAttempt): Promise<SignIn> {
  const email = attempt.email.trim().toLowerCase();
  const retryAfterSeconds = world.admitSignIn(email, attempt.address);
  if (retryAfterSeconds !== null) return { kind: "throttled", retryAfterSeconds };
  const row = isStorable(email) ? await world.prisma.member.findUnique({ where: { email } }) : null;
  const isRight = await world.verifyPassword(row?.passwordHash ?? null, attempt.password.slice(0, MAX_PASSWORD_CHARACTERS + 1));
  const member = row === null ? null : memberOf(row);
  if (!isRight || member === null) {
    await recordRefusal(world, row, attempt.address);
    return REFUSED;
  }
  await changing(world, memberActor(member), async ({ record }) => {
    record(INSTANCE_CHAIN, "session.start", memberActor(member), { address: attempt.address });
    return done(null);
  });
  return { kind: "signed-in", member };
}

/** People type passwords into the wrong field: an unknown address is not written down. */
async function recordRefusal(world: World, row: { readonly id: string } | null, address: string): Promise<void> {
  const target = row === null ? "member:unknown" : memberActor(row);
  await changing(world, "anonymous", async ({ record }) => {
    record(INSTANCE_CHAIN, "session.refuse", target, { address });
    return done(null);
  });
}
