// Mail addresses and the lines of a mail's head: nothing that is typed can become a second recipient or a header.
import { z } from "zod";

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const LONGEST_LINE = 200;

/** One mail address, alone and lower-cased. */
export const mailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This is longer than 254 characters.")
  .pipe(z.email("This is not an e-mail address."));

/** Whether the text is one address and nothing beside it. */
export function isMailAddress(text: string): boolean {
  return mailAddress.safeParse(text).success && text === text.trim();
}

/** The text on one line of at most 200 characters: line breaks and control characters become spaces. */
export function oneLine(text: string): string {
  const line = text.replace(CONTROL, " ").trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
}

/** Where mails come from until an owner says otherwise: `keyfuse@` and the host of the public URL (null = there is none). */
export function usualSender(publicUrl: string | null): string {
  const host = publicUrl === null ? "" : new URL(publicUrl).hostname;
  const sender = `keyfuse@${host}`;
  return isMailAddress(sender) ? sender : "keyfuse@localhost.localdomain";
}
