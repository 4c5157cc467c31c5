// Puts a mail into the outbox, in the transaction of what it tells of: sent if that is committed, never sent if it is not.
import type { Change } from "@/lib/manage/changing";
import { randomUuid } from "@/lib/manage/random-id";

/** A mail as it is written: plain text, whole lines. */
export interface MailDraft {
  /** What it is about, in one word of ours: shown where recipient and text are not. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What the recipient, subject and text are sealed for. */
export function mailContext(id: string): string {
  return `mail:${id}`;
}

/** Queues the mail. Its text may hold a single-use link, so it is stored encrypted only (ruling 48). */
export async function queueMail({ world, tx, atMs }: Change, { kind, to, subject, text }: MailDraft): Promise<void> {
  const id = randomUuid(world.randomBytes);
  const sealed = world.sealing.seal(JSON.stringify({ to, subject, text }), mailContext(id));
  const at = new Date(atMs);
  await tx.mail.create({ data: { id, kind, sealed, createdAt: at, dueAt: at } });
}
