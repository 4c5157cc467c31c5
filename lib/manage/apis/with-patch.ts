// An API's entry with some of its fields replaced. Secrets that a form never saw are named in it, and kept.

import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import { entrySource, type StoredEntry } from "./stored-entry";

/**
 * The entry as it would be. `upstreamHeaders` names every header that is to be there, with null for a value that stays;
 * `trustedKeys` holds `{kid, issuer, isKept: true}` for a key that stays. A dialect's name replaces a custom one, and the other way round.
 */
export function withPatch(stored: StoredEntry, patch: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const before = entrySource(stored);
  const { dialect: _name, customDialect: _literal, ...others } = before;
  const saysDialect = patch.dialect !== undefined || patch.customDialect !== undefined;
  return {
    ...(saysDialect ? others : before),
    ...patch,
    slug: stored.slug,
    ...(patch.upstreamHeaders === undefined ? {} : { upstreamHeaders: withKeptValues(stored, patch.upstreamHeaders) }),
    ...(patch.trustedKeys === undefined ? {} : { trustedKeys: withKeptKeys(stored, patch.trustedKeys) }),
  };
}

/** The names of the headers that are there and for which no value was typed. */
export function keptHeaders(stored: StoredEntry, { upstreamHeaders: given }: Readonly<Record<string, unknown>>): string[] {
  const names = stored.upstreamHeaders.map(([name]) => name);
  if (given === undefined) return names;
  return isJsonObject(given as Json) ? names.filter((name) => isUntyped(given as object, name)) : [];
}

function isUntyped(given: object, name: string): boolean {
  const value = Object.hasOwn(given, name) ? (given as Readonly<Record<string, unknown>>)[name] : undefined;
  return value === null || value === "";
}

function withKeptValues(stored: StoredEntry, given: unknown): unknown {
  if (!isJsonObject(given as Json)) return given;
  const values = new Map(stored.upstreamHeaders);
  return Object.fromEntries(Object.entries(given as object).map(([name, value]) => [name, value === null ? values.get(name) : value]));
}

function withKeptKeys(stored: StoredEntry, given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  return given.map((key: unknown) => {
    const { kid, issuer = null, isKept } = Object(key) as { kid?: unknown; issuer?: unknown; isKept?: unknown };
    if (isKept !== true) return key;
    const known = stored.trustedKeys.find((other) => other.kid === kid && other.issuer === issuer);
    return known === undefined
      ? null
      : { kid, alg: known.alg, publicJwk: known.jwk, ...(known.issuer === null ? {} : { issuer: known.issuer }) };
  });
}
