// Accepts a code of a member's second factor, once.
import { Buffer } from "node:buffer";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Change } from "@/lib/manage/changing";
import type { World } from "@/lib/manage/world";
import type { OneTimeCodes } from "@/lib/ports/one-time-codes";
import type { Member } from "@/prisma/generated/client";
import { memberActor } from "./member";

const SIX_DIGITS = /^\d{6}$/;

/** What a seed is sealed for. */
export function seedContext(memberId: string): string {
  return `member-totp:${memberId}`;
}

/** The keyed hash that a recovery code is stored as: letters in either case, spaces and dashes do not count. */
export function recoveryFingerprint(hasher: World["hasher"], memberId: string, code: string): Uint8Array<ArrayBuffer> {
  const letters = code.replace(/[\s-]/g, "").toLowerCase();
  return Buffer.from(hasher.fingerprint(`recovery-code ${memberId}`, letters), "hex");
}

/** The kind of code that was accepted and counts no more, or null: it is wrong, or was used. */
export async function spendCode(
  change: Change,
  codes: OneTimeCodes,
  member: Pick<Member, "id" | "sealedTotp" | "totpStep">,
  typed: string,
): Promise<"one-time code" | "recovery code" | null> {
  const { tx, world, record } = change;
  const digits = typed.replace(/\s/g, "");
  if (!SIX_DIGITS.test(digits)) {
    const fingerprint = recoveryFingerprint(world.hasher, member.id, typed);
    const { count } = await tx.recoveryCode.deleteMany({ where: { fingerprint, memberId: member.id } });
    if (count === 0) return null;
    record(INSTANCE_CHAIN, "recovery-code.use", memberActor(member), {});
    return "recovery code";
  }
  if (member.sealedTotp === null) return null;
  const seed = world.sealing.openText(member.sealedTotp, seedContext(member.id));
  const step = codes.judge(seed, digits, change.atMs, member.totpStep);
  if (step === null) return null;
  // Two who send the same code at the same time: one of them comes second.
  const { count } = await tx.member.updateMany({
    where: { id: member.id, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
    data: { totpStep: step },
  });
  return count === 0 ? null : "one-time code";
}
