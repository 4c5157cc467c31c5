// Asks a signed-in member for their password once more, before what only they may change.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { MAX_PASSWORD_CHARACTERS } from "@/lib/core/passwords";
import type { Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { memberActor } from "./member";
import type { TeamWorld } from "./team-world";

/** Who changes something of their own account, from which address. */
export interface Oneself {
  readonly memberId: string;
  readonly address: string;
}

/** For whoever typed another password than theirs. */
export const WRONG_PASSWORD: Problem = { field: "password", code: "invalid", message: "This is not your password." };
const HAS_NONE: Problem = {
  field: "password",
  code: "invalid",
  message: "Your account has no password yet. Set one by “Forgot your password?” on the sign-in page.",
};

/** Null when the password is the member's, else why not. A wrong one is audited. */
export async function provePassword(world: TeamWorld, self: Oneself, password: string): Promise<Problem | null> {
  const proof = await proveStored(world, self, password);
  return "passwordHash" in proof ? null : proof;
}

/** What the password was found right by: it is the member's as long as that is what is stored. Else why it is not. */
export async function proveStored(
  world: TeamWorld,
  { memberId, address }: Oneself,
  password: string,
): Promise<{ readonly passwordHash: string } | Problem> {
  const wait = world.admitProof(memberId);
  if (wait !== null) return tooMany(wait);
  const row = await world.prisma.member.findUnique({ where: { id: memberId }, select: { passwordHash: true } });
  const isRight = await world.verifyPassword(row?.passwordHash ?? null, password.slice(0, MAX_PASSWORD_CHARACTERS + 1));
  if (isRight && row !== null && row.passwordHash !== null) return { passwordHash: row.passwordHash };
  await changing(world, memberActor({ id: memberId }), async ({ record }) => {
    record(INSTANCE_CHAIN, "password.refuse", memberActor({ id: memberId }), { address });
    return done(null);
  });
  return row !== null && row.passwordHash === null ? HAS_NONE : WRONG_PASSWORD;
}

/** The problem of whoever tried too often. */
export function tooMany(retryAfterSeconds: number): Problem {
  const time = retryAfterSeconds < 90 ? `${retryAfterSeconds} seconds` : `${Math.ceil(retryAfterSeconds / 60)} minutes`;
  return { field: "", code: "invalid", message: `Too many tries. Wait ${time}, then try again.` };
}
