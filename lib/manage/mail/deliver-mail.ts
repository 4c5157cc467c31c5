// Hands mails of the outbox on, one by one: each at least once, by one process at a time, and marked right after.
import { oneLine } from "@/lib/core/mail/address";
import { KEPT_MS } from "@/lib/core/retention-terms";
import { nextTryMs } from "@/lib/core/retry";
import { MAIL } from "@/lib/core/settings/mail";
import { type MailDraft, mailContext } from "@/lib/manage/mail/queue-mail";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";
import type { MailPost, Posted } from "@/lib/ports/mail-post";

export interface DeliveryWorld extends Pick<World, "prisma" | "sealing" | "nowMs"> {
  readonly post: MailPost;
  /** Where mails come from unless an owner decided otherwise. */
  readonly usualSender: string;
}

/** Longer than a post takes: whoever claimed a mail and is gone by then was killed, and the mail is anybody's again. */
const CLAIM_MS = 120_000;
const GIVE_UP_AFTER_MS = 48 * 3_600_000;

interface ClaimedMail {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Date;
  /** Counts the one that begins. */
  readonly tries: number;
}

/** Hands on the mail that has been due longest. @returns false where none is due */
export async function deliverMail(world: DeliveryWorld): Promise<boolean> {
  const claimed = await claim(world);
  if (claimed === null) return false;
  const posted = await post(world, claimed);
  const nowMs = world.nowMs();
  await world.prisma.mail.updateMany({ where: { id: claimed.id, sentAt: null }, data: columnsAfter(posted, claimed, nowMs) });
  return true;
}

/** Removes what was sent or given up long ago. */
export async function removeOldMails({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">): Promise<void> {
  await prisma.mail.deleteMany({ where: { dueAt: null, createdAt: { lt: new Date(nowMs() - KEPT_MS.mail) } } });
}

async function claim({ prisma, nowMs }: DeliveryWorld): Promise<ClaimedMail | null> {
  const atMs = nowMs();
  const rows = await prisma.$queryRaw<ClaimedMail[]>`
    UPDATE "Mail" SET "dueAt" = ${new Date(atMs + CLAIM_MS)}, "tries" = "tries" + 1
    WHERE "id" = (SELECT "id" FROM "Mail" WHERE "dueAt" <= ${new Date(atMs)} ORDER BY "dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id", "sealed", "createdAt", "tries"`;
  return rows[0] ?? null;
}

async function post(world: DeliveryWorld, { id, sealed }: ClaimedMail): Promise<Posted> {
  const { from } = await readSetting(world, MAIL);
  const draft = openDraft(world, id, sealed);
  if (draft === null) return { kind: "refused", reason: "It was sealed under another master key.", isFinal: true };
  const { to, subject, text } = draft;
  return world.post.post({ id, from: from ?? world.usualSender, to, subject, text });
}

function openDraft({ sealing }: DeliveryWorld, id: string, sealed: Uint8Array): Omit<MailDraft, "kind"> | null {
  try {
    return JSON.parse(sealing.openText(sealed, mailContext(id)));
  } catch {
    // Nothing will ever open it: one such mail must not stop those behind it.
    return null;
  }
}

function columnsAfter(posted: Posted, { createdAt, tries }: ClaimedMail, nowMs: number) {
  if (posted.kind === "taken") return { sentAt: new Date(nowMs), dueAt: null, lastError: null };
  const next = posted.isFinal ? null : nextTryMs({ firstDueMs: createdAt.getTime(), tries, giveUpAfterMs: GIVE_UP_AFTER_MS }, nowMs);
  return { dueAt: next === null ? null : new Date(next), lastError: oneLine(posted.reason) };
}
