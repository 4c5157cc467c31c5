// Asks a member who has a second factor for a code of it as well, before what would be a way around it.
import type { Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { ABSENT, refused, unchanged } from "@/lib/manage/outcome";
import { memberActor } from "./member";
import { type Oneself, provePassword, tooMany } from "./prove-password";
import { spendCode } from "./spend-code";
import type { TeamWorld } from "./team-world";

/** What a signed-in member types once more. */
export interface Proof {
  readonly password: string;
  /** Of the authenticator app, or a recovery code; not looked at where there is no second factor. */
  readonly code: string;
}

/** For whoever typed a code that is none. */
export const WRONG_CODE: Problem = {
  field: "code",
  code: "invalid",
  message: "This code is wrong, or was used. Type the one that the app shows now.",
};

/** Null when the password is the member's and, where they have a second factor, the code was one of it; it counts no more. Else why not. */
export async function proveOneself(world: TeamWorld, self: Oneself, { password, code }: Proof): Promise<Problem | null> {
  const flaw = await provePassword(world, self, password);
  if (flaw !== null) return flaw;
  const id = self.memberId;
  const hasSecondFactor = (await world.prisma.member.count({ where: { id, totpSince: { not: null } } })) > 0;
  if (!hasSecondFactor) return null;
  const wait = world.admitCode(id);
  if (wait !== null) return tooMany(wait);
  const outcome = await changing(world, memberActor({ id }), async (change) => {
    const member = await change.tx.member.findUnique({ where: { id } });
    if (member === null) return ABSENT;
    return (await spendCode(change, world.oneTimeCodes, member, code)) === null ? refused(WRONG_CODE) : unchanged(null);
  });
  return outcome.kind === "unchanged" ? null : WRONG_CODE;
}
