// The headers in which an upstream learns who calls, and the signature that lets it believe them (docs/caller-headers.md).
import type { Caller } from "@/lib/core/decision";
import { type HeaderLine, headerValue } from "@/lib/core/http";

/** Caller headers in the order in which they are signed. */
const CALLER_HEADERS = ["x-keyfuse-key-id", "x-keyfuse-tenant", "x-keyfuse-subject", "x-keyfuse-scope"] as const;

/** Carries the signature over the caller headers. */
const SIGNATURE_HEADER = "x-keyfuse-signature";

/** What a signature covers besides the caller headers. */
export interface SignedRequest {
  readonly method: string;
  /** The path as the upstream receives it, undecoded, without its query. */
  readonly path: string;
  /** Unix time in whole seconds. */
  readonly atSeconds: number;
}

/** HMAC-SHA-256 under the API's signing secret, as lower-case hex. */
export type Sign = (text: string) => string;

/** The caller's header lines; a fact the caller does not have (no tenant, a token without a key) has no line. */
export function callerHeaders(caller: Caller): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const [index, value] of factsOf(caller).entries()) {
    const name = CALLER_HEADERS[index];
    if (name !== undefined && value !== null) lines.push([name, value]);
  }
  return lines;
}

/** In the order of CALLER_HEADERS. */
function factsOf(caller: Caller): readonly (string | null)[] {
  return [
    caller.publicId === null ? null : asWord(caller.publicId),
    caller.tenantId === null ? null : asWord(caller.tenantId),
    asWord(caller.subject),
    caller.permissions.map(asWord).join(" "),
  ];
}

/**
 * The text that is signed: `<t>.<METHOD>.<path>.` and then, for each of CALLER_HEADERS in that order, a line feed and
 * `<name>:<value>`; a header that is absent has the empty value. The line feeds keep the parts apart, since neither a path nor
 * a header value can hold one.
 */
export function signedText(request: SignedRequest, lines: readonly HeaderLine[]): string {
  const block = CALLER_HEADERS.map((name) => `\n${name}:${headerValue(lines, name) ?? ""}`).join("");
  return `${request.atSeconds}.${request.method}.${request.path}.${block}`;
}

/** The caller's lines and, where the API has a signing secret, `X-Keyfuse-Signature: t=<unix>,v1=<hex>`. */
export function signedCallerHeaders(caller: Caller, request: SignedRequest, sign: Sign | null): HeaderLine[] {
  const lines = callerHeaders(caller);
  if (sign === null) return lines;
  return [...lines, [SIGNATURE_HEADER, `t=${request.atSeconds},v1=${sign(signedText(request, lines))}`]];
}

/** A token's subject may be any text: what is not visible ASCII travels percent-encoded, so that no value can end its line. */
function asWord(text: string): string {
  if (/^[!-$&-~]*$/.test(text)) return text;
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
