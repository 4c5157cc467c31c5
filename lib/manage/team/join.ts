// Makes a member of whoever holds an invitation's link.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { admitsSignUp, SIGN_UP as SIGN_UP_SETTING } from "@/lib/core/settings/sign-up";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { readSetting } from "@/lib/manage/settings/setting";
import type { Tx, World } from "@/lib/manage/world";
import type { Invitation } from "@/prisma/generated/client";
import { confinementColumns, confinementDetails, storedChoice } from "./confinement";
import { SIGN_UP } from "./invitations";
import { linkFingerprint } from "./link-token";
import { CONFINEMENT, type Confinement, memberActor } from "./member";
import { judgeNewPassword, memberName, tokenText } from "./member-fields";

const joinInput = z.strictObject({ token: tokenText, name: memberName, password: z.string(), repeated: z.string() });

const CLOSED: Problem = problem("This link opens nothing: it was used, taken back or replaced by a newer one, or a part of it is missing.");
const EXPIRED: Problem = problem("This link has expired. Ask for a new one.");
const NOT_ADMITTED: Problem = problem("Accounts can no longer be made this way. Ask an owner of this instance for an invitation.");

/** What the link offers. */
export interface OfferedSeat {
  readonly email: string;
  readonly role: string;
}

/** Reads the offer of an open link; refused where it opens nothing. */
export async function readInvitation(world: Pick<World, "prisma" | "hasher" | "nowMs">, token: string): Promise<Outcome<OfferedSeat>> {
  const found = await findOpen(world, world.prisma, token, world.nowMs());
  return "message" in found ? refused(found) : done({ email: found.email, role: found.role });
}

/** Makes the member and uses the link up, in one transaction. Problems of the link stand under `token`. */
export async function joinTeam(world: World, fields: unknown): Promise<Outcome<{ readonly memberId: string }>> {
  const shape = check(joinInput, fields);
  if (!shape.ok) return refused(...shape.problems);
  const { token, name, password } = shape.value;
  // Looked at before the slow hash too, so that a wrong link costs nothing.
  const offered = await findOpen(world, world.prisma, token, world.nowMs());
  if ("message" in offered) return refused(offered);
  const judged = check(
    joinInput.superRefine((input, context) => judgeNewPassword(input, [offered.email, name], context)),
    fields,
  );
  if (!judged.ok) return refused(...judged.problems);
  const passwordHash = await world.hashPassword(password);
  const id = randomUuid(world.randomBytes);
  return changing(world, memberActor({ id }), async ({ tx, atMs, record }) => {
    const invitation = await findOpen(world, tx, token, atMs);
    if ("message" in invitation) return refused(invitation);
    const confinement = await storedChoice(tx, invitation);
    // Two who open it at the same time: one of them finds nothing to use up.
    const { count } = await tx.invitation.deleteMany({ where: { fingerprint: invitation.fingerprint } });
    if (count === 0) return refused(CLOSED);
    const { email, role, invitedBy } = invitation;
    const columns = { id, email, name, role, passwordHash, createdAt: new Date(atMs), ...confinementColumns(confinement) };
    await tx.member.create({ data: columns });
    const by = `invitation:${invitation.id}`;
    record(INSTANCE_CHAIN, "member.create", memberActor({ id }), { email, role, by, invitedBy, ...confinementDetails(confinement) });
    return done({ memberId: id });
  });
}

/** The invitation that the token opens, or the problem of its link. */
async function findOpen(
  world: Pick<World, "hasher">,
  tx: Pick<Tx, "invitation" | "setting">,
  token: string,
  nowMs: number,
): Promise<(Invitation & Confinement) | Problem> {
  const invitation = await tx.invitation.findUnique({
    where: { fingerprint: linkFingerprint(world, "invitation", token) },
    include: CONFINEMENT,
  });
  if (invitation === null) return CLOSED;
  if (invitation.expiresAt.getTime() <= nowMs) return EXPIRED;
  if (invitation.invitedBy !== SIGN_UP) return invitation;
  return admitsSignUp(await readSetting({ prisma: tx }, SIGN_UP_SETTING), invitation.email) ? invitation : NOT_ADMITTED;
}

function problem(message: string): Problem {
  return { field: "token", code: "invalid", message };
}
