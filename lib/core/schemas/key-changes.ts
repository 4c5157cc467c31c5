// How people tell keys apart: the texts that name and describe one.
import { nameLine, storableText } from "./texts";

const CONTROL_BUT_LINES = /[^\P{Cc}\n\r\t]/u;

/** One line that names a key. */
export const keyName = nameLine(200);

/** What a key is for, in its maker's words. */
export const keyDescription = storableText(2000)
  .refine((text) => !CONTROL_BUT_LINES.test(text), "This contains control characters.")
  .transform((text) => text.trim());
