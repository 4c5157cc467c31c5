// Sets a new password for whoever holds the single-use link of a member's mail.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { isStorable } from "@/lib/core/schemas/texts";
import type { Secret } from "@/lib/core/secrets/secret";
import { type Change, changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { Tx, World } from "@/lib/manage/world";
import { dropSessions } from "./end-sessions";
import { linkFingerprint, linksOf, newLinkToken, YOUNG_LINK_MS } from "./link-token";
import { memberActor } from "./member";
import { judgeNewPassword, tokenText } from "./member-fields";

const LIFE_MINUTES = 30;

const resetInput = z.strictObject({ token: tokenText, password: z.string(), repeated: z.string() });

const CLOSED: Problem = problem("This link opens nothing: it was used or replaced by a newer one, or a part of it is missing.");
const EXPIRED: Problem = problem("This link has expired: it is good for 30 minutes. Ask for a new one.");

/** A link to set a password with: shown now and never again. */
export interface NewResetLink {
  readonly email: string;
  readonly link: string;
  readonly expiresAt: string;
}

/** Queues the mail with the link, where there is such a member who may sign in and was not sent one minutes ago. */
export async function sendResetLink(change: Change, origin: string, typed: string): Promise<Outcome<null>> {
  const email = typed.trim().toLowerCase();
  const member = isStorable(email) ? await change.tx.member.findUnique({ where: { email } }) : null;
  if (member === null || member.disabledAt !== null) return unchanged(null);
  const youngUntil = new Date(change.atMs + LIFE_MINUTES * 60_000 - YOUNG_LINK_MS);
  if ((await change.tx.resetLink.count({ where: { memberId: member.id, expiresAt: { gt: youngUntil } } })) > 0) return unchanged(null);
  const { token } = await writeResetLink(change, member.id);
  await queueMail(change, {
    kind: "password-reset",
    to: email,
    subject: "Set a new Keyfuse password",
    text: [
      `Somebody, probably you, asked for a new password of your account at ${origin}.`,
      "",
      `Open this link to set one. It works once, for ${LIFE_MINUTES} minutes, and ends all your sessions:`,
      linksOf(origin).reset(token),
      "",
      "If it was not you, do nothing: your password stays as it is.",
      "",
    ].join("\n"),
  });
  return done(null);
}

/** Makes the link for whoever runs the instance (`keyfuse members reset-link`). */
export function makeResetLink(world: World, actor: string, origin: string, typed: string): Promise<Outcome<NewResetLink>> {
  const email = typed.trim().toLowerCase();
  return changing(world, actor, async (change) => {
    const member = isStorable(email) ? await change.tx.member.findUnique({ where: { email } }) : null;
    if (member === null) return ABSENT;
    if (member.disabledAt !== null)
      return refused({ field: "", code: "invalid", message: "This member is disabled. An owner can enable them." });
    const { token, expiresAt } = await writeResetLink(change, member.id);
    return done({ email, link: linksOf(origin).reset(token), expiresAt: expiresAt.toISOString() });
  });
}

/** Whose password the link sets; refused where it opens nothing. */
export async function readResetLink(
  world: Pick<World, "prisma" | "hasher" | "nowMs">,
  token: string,
): Promise<Outcome<{ readonly email: string }>> {
  const found = await findOpen(world, world.prisma, token, world.nowMs());
  return "message" in found ? refused(found) : done({ email: found.email });
}

/** Sets the password, uses the link up and ends every session of the member, in one transaction. A second factor stays as it is. */
export async function resetPassword(world: World, fields: unknown): Promise<Outcome<null>> {
  const shape = check(resetInput, fields);
  if (!shape.ok) return refused(...shape.problems);
  const { token, password } = shape.value;
  // Looked at before the slow hash too, so that a wrong link costs nothing.
  const found = await findOpen(world, world.prisma, token, world.nowMs());
  if ("message" in found) return refused(found);
  const judged = check(
    resetInput.superRefine((input, context) => judgeNewPassword(input, [found.email, found.name], context)),
    fields,
  );
  if (!judged.ok) return refused(...judged.problems);
  const passwordHash = await world.hashPassword(password);
  return changing(world, memberActor(found), async (change) => {
    const { tx, atMs, record } = change;
    const member = await findOpen(world, tx, token, atMs);
    if ("message" in member) return refused(member);
    const { count } = await tx.resetLink.deleteMany({
      where: { memberId: member.id, fingerprint: linkFingerprint(world, "reset", token) },
    });
    if (count === 0) return refused(CLOSED);
    await tx.member.update({ where: { id: member.id }, data: { passwordHash } });
    await dropSessions(change, member.id);
    record(INSTANCE_CHAIN, "member.reset-password", memberActor(member), {});
    return done(null);
  });
}

/** A new link replaces the one before. */
async function writeResetLink({ world, tx, atMs, record }: Change, memberId: string): Promise<{ token: Secret; expiresAt: Date }> {
  const { token, fingerprint } = newLinkToken(world, "reset");
  const expiresAt = new Date(atMs + LIFE_MINUTES * 60_000);
  await tx.resetLink.deleteMany({ where: { memberId } });
  await tx.resetLink.create({ data: { fingerprint, memberId, expiresAt } });
  record(INSTANCE_CHAIN, "reset-link.create", memberActor({ id: memberId }), {});
  return { token, expiresAt };
}

async function findOpen(world: Pick<World, "hasher">, tx: Pick<Tx, "resetLink">, token: string, nowMs: number) {
  const fingerprint = linkFingerprint(world, "reset", token);
  const link = await tx.resetLink.findUnique({ where: { fingerprint }, include: { member: true } });
  if (link === null || link.member.disabledAt !== null) return CLOSED;
  return link.expiresAt.getTime() <= nowMs ? EXPIRED : link.member;
}

function problem(message: string): Problem {
  return { field: "token", code: "invalid", message };
}
