// What a browser keeps for us for a few minutes, sealed: it can neither read nor change it, nor bring it to another place.
import { Buffer } from "node:buffer";
import { z } from "zod";
import type { World } from "@/lib/manage/world";

export const NOTE_SECONDS = 300;

const wholeNote = z.strictObject({ value: z.unknown(), expiresAtMs: z.number() });

type NoteWorld = Pick<World, "sealing" | "nowMs">;

/** What the note is for; one of one kind is none of another. */
type NoteKind = "passkey-challenge" | "single-sign-on-link";

/** The text for the browser's cookie, good for `NOTE_SECONDS`. */
export function sealNote({ sealing, nowMs }: NoteWorld, kind: NoteKind, value: object): string {
  const whole = { value, expiresAtMs: nowMs() + NOTE_SECONDS * 1000 };
  return Buffer.from(sealing.seal(JSON.stringify(whole), kind)).toString("base64url");
}

/** The note in a cookie, with when it ends; null where it is not ours, is over, or is of another shape. */
export function openNote<Schema extends z.ZodType>(
  { sealing, nowMs }: NoteWorld,
  kind: NoteKind,
  cookie: string | null,
  schema: Schema,
): { readonly value: z.output<Schema>; readonly expiresAtMs: number } | null {
  if (cookie === null || cookie === "") return null;
  try {
    const { value, expiresAtMs } = wholeNote.parse(JSON.parse(sealing.openText(Buffer.from(cookie, "base64url"), kind)));
    const read = schema.safeParse(value);
    return read.success && expiresAtMs > nowMs() ? { value: read.data, expiresAtMs } : null;
  } catch {
    // Sealed by somebody else, or damaged: what a browser sends.
    return null;
  }
}
