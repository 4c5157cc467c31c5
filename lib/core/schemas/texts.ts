// The texts that inputs are made of: what PostgreSQL can store, ids, names.
import { z } from "zod";
import type { Json } from "@/lib/core/http";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PUBLIC_ID = /^key_[0-9]{10}$/;
/** Half of a surrogate pair is no character: UTF-8 cannot carry it and jsonb refuses it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Control characters and the two separators that break lines without being one. */
const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Whether PostgreSQL can store the text as it is: no NUL, no half characters. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && !LONE_SURROGATE.test(text);
}

/** The UUID in lower case, of any version (callers choose ids), or null. */
export function readUuid(text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : null;
}

/** Whether the text is a key's public id: `key_` + 10 digits. */
export function isPublicId(text: string): boolean {
  return PUBLIC_ID.test(text);
}

/** Anything that JSON can carry: vendor fields that are only kept, and objects of the customer's own. */
export const anyJson: z.ZodType<Json> = z.json().meta({ id: "AnyValue", description: "Any JSON value." });

/** A UUID of any version, lower-cased. */
export const uuidText = z
  .string()
  .regex(UUID, "This is not a UUID.")
  .transform((text) => text.toLowerCase());

/** A storable text of at most `maxLength` UTF-16 units. */
export function storableText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `This is longer than ${maxLength} characters.`)
    .refine(isStorable, "This contains characters that cannot be stored.");
}

/** A name on one line, without white space around it. */
export function nameLine(maxLength: number) {
  return nameText(maxLength)
    .transform((name) => name.trim())
    .refine((name) => !LINE_BREAKING.test(name), "This must be one line without control characters.");
}

/** A storable name of 1 to `maxLength` UTF-16 units that is not only white space. */
export function nameText(maxLength: number) {
  return storableText(maxLength).refine((text) => text.trim() !== "", { error: "This cannot be blank.", params: { isBlank: true } });
}
