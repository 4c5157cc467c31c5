// Tells whether a key is still what an editor saw.
import { createHash } from "node:crypto";
import { EDITABLE_FIELDS, type EditableKey } from "@/lib/core/keys/edited-key";

/** Whatever the key is now (as `*` of RFC 9110 §13.1.1). */
export const ANY_VERSION = "*";

/** A text that is another one as soon as something is changed that can be edited; a use of the key changes nothing. */
export function versionOf(key: EditableKey): string {
  const values = EDITABLE_FIELDS.map((field) => [field, key[field]]);
  return createHash("sha256").update(JSON.stringify(values)).digest("base64url");
}
