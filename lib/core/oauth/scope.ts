// Scopes: what a token may do out of what its client may (RFC 6749 §3.3).
import type { Dialect } from "@/lib/core/dialects/dialect";
import { hasPermission } from "@/lib/core/grants/permits";
import { type OauthError, oauthError } from "./oauth-error";

/** RFC 6749 §3.3: printable ASCII but quotation mark and backslash. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** Every permission that there is and will be. */
const EVERY = "*";

type Names = Pick<Dialect, "permissions" | "openingPermission">;

/** The scope tokens of a parameter in their order, each once; null = it is none. */
export function readScope(text: string): readonly string[] | null {
  const names = text.split(" ");
  return names.every((name) => SCOPE_TOKEN.test(name)) ? [...new Set(names)] : null;
}

/**
 * The permissions that a token gets: those asked for, each of which the holder must have; without a scope, all that the holder has,
 * which in a dialect that names its permissions are those names.
 */
export function narrowScope(asked: string | undefined, held: readonly string[], names: Names): readonly string[] | OauthError {
  if (asked === undefined) return held.includes(EVERY) && names.permissions !== null ? names.permissions : held;
  const scope = readScope(asked);
  if (scope === null) return oauthError("invalid_scope", "The scope is not a list of names separated by single spaces.");
  if (!scope.every((name) => isHeld(name, held, names))) {
    return oauthError("invalid_scope", "The scope asks for more than may be granted.");
  }
  return scope;
}

function isHeld(name: string, held: readonly string[], { permissions, openingPermission }: Names): boolean {
  if (name === EVERY) return held.includes(EVERY);
  if (permissions !== null && !permissions.includes(name)) return false;
  return hasPermission(held, name, openingPermission);
}
