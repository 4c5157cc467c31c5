// Reads the one credential a request presents, under its API's dialect; parsing only, no judgement of the credential itself.
import type { ApiSettings } from "@/lib/core/catalogue";
import type { Carried, CookieCarrier, Dialect, HeaderCarrier } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import { cookieValues } from "./cookies";

/** What was presented. `unreadable` names the denial that the carrier has for such a value. */
export type CredentialReading =
  | { readonly kind: "none" }
  | { readonly kind: "several" }
  | { readonly kind: "unreadable"; readonly code: "malformed" | "extra_spaces" | "wrong_format" }
  | { readonly kind: "key"; readonly value: string }
  | { readonly kind: "token"; readonly value: string };

/** The part of an API that decides how its credentials are read. */
export interface ReadingRules {
  readonly dialect: Dialect;
  readonly settings: Pick<ApiSettings, "strictHeaderCase" | "lenientBearerHeader">;
  /** Whether header names kept the case of the wire. */
  readonly hasRawCase: boolean;
}

const NONE: CredentialReading = { kind: "none" };
const SEVERAL: CredentialReading = { kind: "several" };
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * The credential of a request to `path` of an API. Only the dialect's own carriers count; two of them, one of them twice, or a
 * comma-joined value are several; an empty value is absent; a key in a header makes a token cookie irrelevant.
 */
export function readCredential(rules: ReadingRules, path: string, headers: readonly HeaderLine[]): CredentialReading {
  let found: CredentialReading = NONE;
  for (const carrier of rules.dialect.carriers) {
    if (carrier.in === "cookie" && found.kind === "key") continue;
    const reading = carrier.in === "header" ? readHeaderCarrier(carrier, rules, path, headers) : readCookieCarrier(carrier, headers);
    if (reading.kind === "none") continue;
    if (reading.kind === "several" || found.kind !== "none") return SEVERAL;
    found = reading;
  }
  return found;
}

/** Whether a header of that name carries credentials on this path of the API. */
export function carriesOn(carrier: HeaderCarrier, rules: ReadingRules, path: string): boolean {
  if (carrier.exceptPathPrefix !== undefined && path.startsWith(carrier.exceptPathPrefix)) return false;
  return carrier.onlyWith === undefined || rules.settings[carrier.onlyWith];
}

function readHeaderCarrier(carrier: HeaderCarrier, rules: ReadingRules, path: string, headers: readonly HeaderLine[]): CredentialReading {
  if (!carriesOn(carrier, rules, path)) return NONE;
  const isExact = rules.settings.strictHeaderCase && rules.hasRawCase;
  let value: string | null = null;
  for (const [name, line] of headers) {
    if (name.length !== carrier.name.length) continue;
    if (isExact ? name !== carrier.name : name.toLowerCase() !== carrier.name.toLowerCase()) continue;
    if (value !== null) return SEVERAL;
    value = line;
  }
  if (value === null || value === "") return NONE;
  if (value.includes(",")) return SEVERAL;
  return readValue(carrier, rules.dialect, value);
}

function readValue(carrier: HeaderCarrier, dialect: Dialect, value: string): CredentialReading {
  const space = value.search(/[ \t]/);
  const scheme = (space < 0 ? value : value.slice(0, space)).toLowerCase();
  const named = carrier.schemes.find((accepted) => accepted.scheme?.toLowerCase() === scheme);
  if (named !== undefined) return readAfterScheme(carrier, named.carries, dialect, value.slice(scheme.length));
  const bare = carrier.schemes.find((accepted) => accepted.scheme === null);
  if (bare !== undefined && space < 0) return take(bare.carries, dialect, value);
  return { kind: "unreadable", code: carrier.unreadableAs };
}

/** `rest` is what follows the scheme's name: exactly one space and one word, or it is no credential (RFC 6750 §2.1). */
function readAfterScheme(carrier: HeaderCarrier, carries: Carried, dialect: Dialect, rest: string): CredentialReading {
  const word = rest.slice(1);
  if (word === "") return { kind: "unreadable", code: carrier.unreadableAs };
  if (rest[0] !== " " || /[ \t]/.test(word)) return { kind: "unreadable", code: "extra_spaces" };
  return take(carries, dialect, word);
}

function take(carries: Carried, dialect: Dialect, value: string): CredentialReading {
  if (carries !== "key-or-token") return { kind: carries, value };
  const { prefix } = dialect.keyShape;
  const isKey = prefix !== "" && value.startsWith(prefix);
  return { kind: !isKey && TOKEN.test(value) ? "token" : "key", value };
}

function readCookieCarrier(carrier: CookieCarrier, headers: readonly HeaderLine[]): CredentialReading {
  const values = cookieValues(headers, carrier.name);
  if (values.length > 1) return SEVERAL;
  return values[0] === undefined ? NONE : { kind: carrier.carries, value: values[0] };
}
