// Puts a mail into the outbox, as a part of the change that it tells of: whoever sends mails reads it from there.
import { Buffer } from "node:buffer";
import { randomUuid } from "@/lib/manage/random-id";
import type { Tx, World } from "@/lib/manage/world";

/** A mail in plain text. Lines end with `\n`. */
export interface MailText {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What mails are about. */
export const MAIL_KINDS = [
  "invitation",
  "password-reset",
  "key-expires",
  "key-is-old",
  "key-compromised",
  "request-received",
  "request-decided",
] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** Queues the mail for delivery after the commit of `tx`; a rolled-back transaction sends nothing. Returns the mail's UUID. */
export async function queueMail(world: World, tx: Tx, kind: MailKind, mail: MailText): Promise<string> {
  const id = randomUuid(world.randomBytes);
  const at = new Date(world.nowMs());
  const sealed = Buffer.from(world.sealing.seal(JSON.stringify(mail), mailContext(id)));
  await tx.mail.create({ data: { id, kind, sealed, createdAt: at, dueAt: at } });
  return id;
}

/** The place that a sealed mail belongs to. */
export function mailContext(id: string): string {
  return `mail:${id}`;
}
