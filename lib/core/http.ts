// The plain shapes in which a request enters the gate and an answer leaves it, whatever listener carries them.

/** A header line as it stood on the wire, in wire order. Repeated names are repeated lines. */
export type HeaderLine = readonly [name: string, value: string];

/** What a gate function reads. Built by the Node mount (front door) and by the Web mount (Next route handlers). */
export interface RawRequest {
  readonly method: string;
  /** Origin-form request target, undecoded: `/path?query`. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  /** Client address after trusted proxies were taken into account. */
  readonly peer: string;
  readonly scheme: "http" | "https";
  /** The transport never left this machine: the socket's peer is loopback, and no trusted proxy named another scheme. */
  readonly isLocal: boolean;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** The body as it arrives; may be read once. */
  body(): AsyncIterable<Uint8Array>;
}

/** How sending an answer ended. */
export interface AnswerEnd {
  readonly sentBytes: number;
  readonly aborted: boolean;
}

/** What a gate function returns. A mount sends it with back-pressure and calls `onEnd` once. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: null | Uint8Array | AsyncIterable<Uint8Array>;
  onEnd?(end: AnswerEnd): void;
}

/** JSON as parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const encoder = new TextEncoder();

/** An answer with a JSON body, `application/json`, never cached. */
export function jsonAnswer(status: number, body: Json, headers: readonly HeaderLine[] = []): Answer {
  return {
    status,
    headers: [["content-type", "application/json"], ["cache-control", "no-store"], ...headers],
    body: encoder.encode(JSON.stringify(body)),
  };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: readonly HeaderLine[] = []): Answer {
  return { status, headers: [["cache-control", "no-store"], ...headers], body: null };
}

/** The path of a target: everything before the first `?`. */
export function targetPath(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? target : target.slice(0, mark);
}

/** The query of a target without its `?`; empty where there is none. */
export function targetQuery(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? "" : target.slice(mark + 1);
}

/** The values of every line with that name (names compare case-insensitively, RFC 9110 §5.1). */
export function headerValues(headers: readonly HeaderLine[], lowerCaseName: string): string[] {
  const values: string[] = [];
  for (const [name, value] of headers) {
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) values.push(value);
  }
  return values;
}

/** The value of the first line with that name, or null. */
export function headerValue(headers: readonly HeaderLine[], lowerCaseName: string): string | null {
  for (const [name, value] of headers) {
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) return value;
  }
  return null;
}
