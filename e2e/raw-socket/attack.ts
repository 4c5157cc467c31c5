// What an attack is: bytes on a socket that must open nothing, break nothing and be answered or cut off.
import { bytesOf, type HeaderLine } from "@/e2e/raw-http";

/** Raw bytes with a name. Everything aims at what its credential does not open: see FORBIDDEN. */
export interface Attack {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The path opens nothing to anyone (health) or the credential is good: an answer below 300 is no access gained. */
  readonly mayPass?: true;
  /** Not implemented is the right answer: a WebSocket where there is none. */
  readonly may501?: true;
  readonly isHead?: boolean;
  /** Sends slowly. */
  readonly drip?: { readonly bytes: number; readonly pauseMs: number };
}

/** No attack's credential opens a target of the upstream that has one of these in it. */
export const FORBIDDEN = /forbidden|guarded|smuggled|search|_next|\.rsc|\.segments/i;

export const HOST = "127.0.0.1";

/** A request as text, exactly as given; lines are joined with CRLF. */
export const text = (...lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");

/** A well-formed request that closes its connection. */
export function request(method: string, target: string, headers: readonly HeaderLine[], body?: string | Uint8Array): Uint8Array {
  return bytesOf({ method, target, headers: [["Host", HOST], ["Connection", "close"], ...headers], body });
}
