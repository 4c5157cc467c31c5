// Judges what can be refused by the look of a raw request alone, before any credential is read.
import { judgePath, PATH_FAULTS } from "@/lib/core/canonical-path";
import type { Api } from "@/lib/core/catalogue";
import { carriesOn } from "@/lib/core/credentials/read-credential";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { type HeaderLine, targetPath } from "@/lib/core/http";
import { isOpenPlace } from "@/lib/core/open-roots";

/** The raw request line and headers. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
}

/** The API that a request addresses, and the raw path within it. */
export interface Addressed {
  readonly api: Api;
  readonly path: string;
}

/** Names and values of all header lines together, in characters. */
export const MAX_HEADER_CHARACTERS = 16_000;
/** Path and query of one request. Common servers take no more than 8 KiB as a request line, so an upstream could not either. */
export const MAX_TARGET_CHARACTERS = 8_000;
/** Header lines of one request. */
export const MAX_HEADER_LINES = 200;

/** Names the entry that the front door keeps about a request on its way through Next. Only an id found there is believed. */
export const CONTEXT_HEADER = "x-keyfuse-context";

/** Headers that only Keyfuse and Next may set; a client's are dropped before anything reads them. */
const RESERVED_HEADERS = ["x-keyfuse-", "x-middleware-"];
const ABSOLUTE_FORM = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(.*)$/i;
const UNSERVED_METHODS = new Set(["CONNECT", "TRACE"]);

/**
 * Why a request is refused whatever credential it carries, or null. Two lines of one credential
 * header are *several*: Node drops the second `Authorization` silently, so nothing behind the front door could tell.
 */
export function judgeHead(head: RequestHead, addressed: Addressed | null): Denial | null {
  if (UNSERVED_METHODS.has(head.method)) return denial("bad_request", { detail: "This method is not served." });
  if (head.target.length > MAX_TARGET_CHARACTERS) return denial("bad_request", { detail: "The request target is too long." });
  const fault = judgePath(targetPath(head.target), addressed?.api.settings);
  if (fault !== null) return denial("bad_request", { detail: PATH_FAULTS[fault] });
  if (!isQueryText(head.target)) return denial("bad_request", { detail: "The query contains a character that must be escaped." });
  if (isTooLong(head.headers)) return denial("bad_request", { detail: "The request headers are too large." });
  return addressed === null || isOpenPlace(addressed) ? null : judgeRepeatedLines(head.headers, addressed);
}

/**
 * The path that a target means, for finding whose words refuse it: an absolute-form target (RFC 9112 §3.2.2) is not served, yet its
 * path says which API it was for.
 */
export function addressedPath(target: string): string {
  const path = targetPath(target);
  return ABSOLUTE_FORM.exec(path)?.[1] ?? path;
}

/** The lines without those that only Keyfuse and Next may set; the same array where there are none. */
export function withoutReservedHeaders(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.some(([name]) => isReservedHeader(name)) ? headers.filter(([name]) => !isReservedHeader(name)) : headers;
}

/** Whether only Keyfuse and Next may set a header of that name. */
export function isReservedHeader(name: string): boolean {
  if ((name.charCodeAt(0) | 0x20) !== 0x78) return false;
  // Servers behind CGI read an underscore as a dash.
  const comparable = name.toLowerCase().replaceAll("_", "-");
  return RESERVED_HEADERS.some((prefix) => comparable.startsWith(prefix));
}

function judgeRepeatedLines(headers: readonly HeaderLine[], { api, path }: Addressed): Denial | null {
  const rules = { dialect: api.dialect, settings: api.settings, hasRawCase: true };
  for (const carrier of api.dialect.carriers) {
    if (carrier.in !== "header" || !carriesOn(carrier, rules, path)) continue;
    if (isRepeated(headers, carrier.name, api.settings.strictHeaderCase)) return denial("several");
  }
  const { tenantHeader } = api.dialect;
  if (tenantHeader !== null && isRepeated(headers, tenantHeader, false)) {
    return denial("bad_request", { detail: "The tenant header was sent more than once." });
  }
  return null;
}

function isRepeated(headers: readonly HeaderLine[], name: string, isExact: boolean): boolean {
  let count = 0;
  for (const [lineName] of headers) {
    if (lineName.length !== name.length) continue;
    if (lineName === name || (!isExact && lineName.toLowerCase() === name.toLowerCase())) count += 1;
  }
  return count > 1;
}

function isTooLong(headers: readonly HeaderLine[]): boolean {
  if (headers.length > MAX_HEADER_LINES) return true;
  let characters = 0;
  for (const [name, value] of headers) characters += name.length + value.length;
  return characters > MAX_HEADER_CHARACTERS;
}

function isQueryText(target: string): boolean {
  for (let index = 0; index < target.length; index += 1) {
    const code = target.charCodeAt(index);
    if (code <= 0x20 || code >= 0x7f || code === 0x23) return false;
  }
  return true;
}
