// Invites people by a link that makes a member of whoever opens it, once and within a week.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { readRole } from "@/lib/core/roles";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import { check } from "@/lib/core/schemas/problem";
import type { InvitationView } from "@/lib/core/schemas/team-view";
import type { Secret } from "@/lib/core/secrets/secret";
import { type Change, changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";
import {
  type ConfinementInput,
  confinedTo,
  confinementColumns,
  confinementDetails,
  confinementFields,
  judgeConfinement,
  NAMED_CONFINEMENT,
  storedChoice,
} from "./confinement";
import { linksOf, newLinkToken } from "./link-token";
import { CONFINEMENT } from "./member";
import { emailText, roleText } from "./member-fields";

const LIFE_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** Who asked for an account themselves is not invited. */
export const SIGN_UP = "sign-up";

const invitationInput = z.strictObject({ email: emailText, role: roleText, ...confinementFields });

/** An invitation that was just made: its link is shown now and never again. */
export interface NewInvitation {
  readonly email: string;
  readonly role: string;
  readonly link: string;
  readonly token: Secret;
}

/** They stand beside the members, so their place in the URL has parameters of its own. */
export const INVITATIONS = { name: "invitations", sort: "oldest" } as const satisfies PlacedList;

/** A page of open invitations, the oldest first. */
export async function listInvitations(
  { prisma, nowMs }: Pick<World, "prisma" | "nowMs">,
  placement: Placement,
): Promise<ListPage<InvitationView>> {
  const where = { invitedBy: { not: SIGN_UP } };
  const read = (seek: Seek) => prisma.invitation.findMany({ ...seek, where: { AND: [where, seek.where] }, include: NAMED_CONFINEMENT });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.oldest, read);
  const views = rows.map(({ id, email, role, createdAt, expiresAt, ...row }) => ({
    id,
    email,
    role: readRole(role),
    confinedTo: confinedTo(row),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt.getTime() <= nowMs(),
  }));
  return { ...beside, rows: views };
}

/** Invites a person, by mail and by the link that is answered. `origin`: where the instance is reached. */
export async function inviteMember(world: World, actor: string, origin: string, fields: unknown): Promise<Outcome<NewInvitation>> {
  const input = check(invitationInput, fields);
  if (!input.ok) return refused(...input.problems.map((one) => ({ ...one, field: one.field.split(".")[0] ?? "" })));
  const { email, role, ...confinement } = input.value;
  return changing(world, actor, async (change) => {
    const { tx, atMs, record } = change;
    if ((await tx.member.count({ where: { email } })) > 0) {
      return refused({ field: "email", code: "duplicate", message: "A member with this e-mail address exists." });
    }
    const open = await tx.invitation.findUnique({ where: { email } });
    if (open !== null && open.invitedBy !== SIGN_UP && open.expiresAt.getTime() > atMs) {
      return refused({
        field: "email",
        code: "duplicate",
        message: "An invitation to this address is open. Send it again, or take it back.",
      });
    }
    const flaw = await judgeConfinement(tx, role, confinement);
    if (flaw !== null) return refused(flaw);
    await tx.invitation.deleteMany({ where: { email } });
    const id = randomUuid(world.randomBytes);
    record(INSTANCE_CHAIN, "invitation.create", `invitation:${id}`, { email, role, ...confinementDetails(confinement) });
    return done(await writeInvitation(change, { id, email, role, confinement, invitedBy: actor, lifeMs: LIFE_DAYS * DAY_MS }, origin));
  });
}

/** Sends the invitation again, with a new link; the one before opens nothing any more. */
export function renewInvitation(world: World, actor: string, origin: string, id: string): Promise<Outcome<NewInvitation>> {
  return changing(world, actor, async (change) => {
    const before = await change.tx.invitation.findUnique({ where: { id }, include: CONFINEMENT });
    if (before === null || before.invitedBy === SIGN_UP) return ABSENT;
    const confinement = await storedChoice(change.tx, before);
    await change.tx.invitation.delete({ where: { id } });
    change.record(INSTANCE_CHAIN, "invitation.renew", `invitation:${id}`, { email: before.email, role: before.role });
    const { email, role } = before;
    return done(await writeInvitation(change, { id, email, role, confinement, invitedBy: actor, lifeMs: LIFE_DAYS * DAY_MS }, origin));
  });
}

/** Takes the invitation back: its link opens nothing any more. */
export function revokeInvitation(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changing(world, actor, async ({ tx, record }) => {
    const invitation = await tx.invitation.findUnique({ where: { id } });
    if (invitation === null || invitation.invitedBy === SIGN_UP) return ABSENT;
    await tx.invitation.delete({ where: { id } });
    record(INSTANCE_CHAIN, "invitation.revoke", `invitation:${id}`, { email: invitation.email });
    return done(null);
  });
}

interface InvitationDraft {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly confinement: ConfinementInput;
  readonly invitedBy: string;
  readonly lifeMs: number;
}

/** Stores the invitation and queues its mail, as part of a change that says so itself. */
export async function writeInvitation(change: Change, draft: InvitationDraft, origin: string): Promise<NewInvitation> {
  const { world, tx, atMs } = change;
  const { lifeMs, confinement, ...fields } = draft;
  const { token, fingerprint } = newLinkToken(world, "invitation");
  const expiresAt = new Date(atMs + lifeMs);
  const columns = { ...fields, ...confinementColumns(confinement), fingerprint, createdAt: new Date(atMs), expiresAt };
  await tx.invitation.create({ data: columns });
  const link = linksOf(origin).join(token);
  const until = `${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const isAsked = fields.invitedBy === SIGN_UP;
  await queueMail(change, {
    kind: isAsked ? "sign-up" : "invitation",
    to: fields.email,
    subject: isAsked ? "Finish your Keyfuse account" : "You are invited to Keyfuse",
    text: [
      isAsked
        ? `Somebody, probably you, asked for an account of the Keyfuse console at ${origin}.`
        : `You are invited to the Keyfuse console at ${origin}, with the role ${fields.role}.`,
      "",
      `Open this link to choose your name and password. It works once, until ${until}:`,
      link,
      "",
      isAsked ? "If it was not you, do nothing: without the link there will be no account." : "If you did not expect this, do nothing.",
      "",
    ].join("\n"),
  });
  return { email: fields.email, role: fields.role, link, token };
}
