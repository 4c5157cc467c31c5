// Lets people make an account themselves, where owners allow it: a link by mail proves their address before there is a member.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { admitsSignUp, SIGN_UP as SETTING } from "@/lib/core/settings/sign-up";
import type { Change } from "@/lib/manage/changing";
import { done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";
import { storedChoice } from "./confinement";
import { SIGN_UP, writeInvitation } from "./invitations";
import { YOUNG_LINK_MS } from "./link-token";
import { CONFINEMENT } from "./member";
import { emailText } from "./member-fields";
import { sendResetLink } from "./reset-password";

const LIFE_MS = 24 * 3_600_000;
/** Whoever makes an account themselves begins with the least. */
const ROLE = "viewer";

const UNCONFINED = { isConfined: false, tenants: [] };

const NOT_ADMITTED: Problem = {
  field: "email",
  code: "invalid",
  message: "Accounts are not made with this address here. Ask an owner of this instance for an invitation.",
};

/** The address in its one form, where it may sign up; says nothing of whether there is such a member. */
export async function judgeSignUp(world: Pick<World, "prisma">, typed: string): Promise<Outcome<string>> {
  const email = check(emailText, typed);
  if (!email.ok) return refused(...email.problems.map((problem) => ({ ...problem, field: "email" })));
  return admitsSignUp(await readSetting(world, SETTING), email.value) ? done(email.value) : refused(NOT_ADMITTED);
}

/**
 * Queues the mail with the link to an address that may sign up. A member gets a link to set a password, whoever is invited theirs anew;
 * none is sent minutes after another.
 */
export async function sendSignUpLink(change: Change, origin: string, email: string): Promise<Outcome<null>> {
  const { world, tx, atMs } = change;
  if ((await tx.member.count({ where: { email } })) > 0) return sendResetLink(change, origin, email);
  const open = await tx.invitation.findUnique({ where: { email }, include: CONFINEMENT });
  const isOpen = open !== null && open.expiresAt.getTime() > atMs;
  if (isOpen && open.createdAt.getTime() > atMs - YOUNG_LINK_MS) return unchanged(null);
  const isInvited = isOpen && open.invitedBy !== SIGN_UP;
  const seat = isInvited ? open : { id: randomUuid(world.randomBytes), role: ROLE, invitedBy: SIGN_UP };
  const confinement = await storedChoice(tx, isInvited ? open : UNCONFINED);
  const lifeMs = isInvited ? open.expiresAt.getTime() - atMs : LIFE_MS;
  // An invitation that was taken back or sent again since it was read must not come back.
  const replaced = open === null ? [] : [open.fingerprint];
  const { count } = await tx.invitation.deleteMany({ where: { email, fingerprint: { in: replaced } } });
  if (count < replaced.length) return unchanged(null);
  // Strangers ask as often as they like; what they did not open in time is forgotten.
  await tx.invitation.deleteMany({
    where: { invitedBy: SIGN_UP, expiresAt: { lte: new Date(atMs) } },
  });
  await writeInvitation(change, { id: seat.id, email, role: seat.role, confinement, invitedBy: seat.invitedBy, lifeMs }, origin);
  change.record(INSTANCE_CHAIN, "sign-up.ask", `invitation:${seat.id}`, { email });
  return done(null);
}
