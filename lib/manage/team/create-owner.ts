// Makes the owner account, once, for whoever holds the set-up link.
import { Buffer } from "node:buffer";
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { Tx, World } from "@/lib/manage/world";
import { memberActor } from "./member";
import { emailText, judgeNewPassword, memberName, tokenText } from "./member-fields";

const ownerInput = z
  .strictObject({ token: tokenText, email: emailText, name: memberName, password: z.string(), repeated: z.string() })
  .superRefine((input, context) => judgeNewPassword(input, [input.email, input.name], context));

const START_AGAIN = "Restart Keyfuse: while there is no owner, each start prints a new link.";
const UNKNOWN_LINK = problemOfLink(`This set-up link is not valid: a later start replaced it, or a part of it is missing. ${START_AGAIN}`);
const USED_LINK = problemOfLink("This set-up link was used: there is an owner account. Sign in with it.");
const EXPIRED_LINK = problemOfLink(`This set-up link has expired: it is good for an hour. ${START_AGAIN}`);

/**
 * Makes the owner account and uses the link up, in one transaction. Refused with the problems of the fields; problems of the link
 * stand under `token` and say what to do.
 */
export async function createOwner(world: World, fields: unknown): Promise<Outcome<{ readonly memberId: string }>> {
  const input = check(ownerInput, fields);
  if (!input.ok) return refused(...input.problems);
  const { token, email, name, password } = input.value;
  const fingerprint = Buffer.from(world.hasher.fingerprint("setup", token), "hex");
  // Looked at before the slow hash too, so that a wrong link costs nothing.
  const flaw = await judgeLink(world.prisma, fingerprint, world.nowMs());
  if (flaw !== null) return refused(flaw);
  const passwordHash = await world.hashPassword(password);
  const id = randomUuid(world.randomBytes);
  return changing(world, memberActor({ id }), async ({ tx, atMs, record }) => {
    const at = new Date(atMs);
    const { count } = await tx.setupLink.updateMany({ where: { fingerprint, usedAt: null, expiresAt: { gt: at } }, data: { usedAt: at } });
    if (count === 0) return refused((await judgeLink(tx, fingerprint, atMs)) ?? UNKNOWN_LINK);
    if ((await tx.member.count({ where: { role: "owner" } })) > 0) return refused(USED_LINK);
    await tx.member.create({ data: { id, email, name, role: "owner", passwordHash, createdAt: at } });
    record(INSTANCE_CHAIN, "member.create", memberActor({ id }), { email, role: "owner", by: "setup-link" });
    return done({ memberId: id });
  });
}

/** Why the link opens nothing, or null. */
async function judgeLink(tx: Pick<Tx, "setupLink">, fingerprint: Uint8Array<ArrayBuffer>, nowMs: number): Promise<Problem | null> {
  const link = await tx.setupLink.findUnique({ where: { fingerprint } });
  if (link === null) return UNKNOWN_LINK;
  if (link.usedAt !== null) return USED_LINK;
  return link.expiresAt.getTime() <= nowMs ? EXPIRED_LINK : null;
}

function problemOfLink(message: string): Problem {
  return { field: "token", code: "invalid", message };
}
