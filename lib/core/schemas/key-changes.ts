// What may be changed of a key when it is made: how people tell it apart, and nothing of what it can do.
import { z } from "zod";
import { nameText, storableText } from "./texts";

const CONTROL_CHARACTERS = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\r\t]/u;

/** One line that names a key. */
export const keyName = nameText(200)
  .transform((name) => name.trim())
  .refine((name) => !CONTROL_CHARACTERS.test(name), "This must be one line without control characters.");

/** What a key is for, in its maker's words. */
export const keyDescription = storableText(2000)
  .refine((text) => !CONTROL_BUT_LINES.test(text), "This contains control characters.")
  .transform((text) => text.trim());

/** The fields of the form that renames and describes a key. */
export const keyChanges = z.strictObject({ name: keyName, description: keyDescription });
