// What a conformance row is: a request, the answer that a vendor's page or our own rule asks for, and what a mount must express.
import type { HeaderLine } from "@/e2e/raw-http";

/** JSON with wildcards in it. */
export type Expected = null | boolean | number | string | RegExp | Fact | readonly Expected[] | { readonly [name: string]: Expected };

/** A value that only the answer knows, or a range of numbers. */
export type Fact =
  | { readonly fact: "requestId" | "retryAfter" }
  | { readonly fact: "between"; readonly least: number; readonly most: number }
  /** An object that has at least these members. */
  | { readonly fact: "having"; readonly members: { readonly [name: string]: Expected } };

/** The answer's own `X-Request-Id`. */
export const REQUEST_ID: Fact = { fact: "requestId" };
/** The answer's own `Retry-After`, as a number. */
export const RETRY_AFTER: Fact = { fact: "retryAfter" };
export const between = (least: number, most: number): Fact => ({ fact: "between", least, most });
export const having = (members: { readonly [name: string]: Expected }): Fact => ({ fact: "having", members });

/** A request as a client writes it. `{token:name}` in target, header value or body stands for a token of that name. */
export interface Call {
  readonly method: string;
  /** The request target as written. */
  readonly path: string;
  /** `Host` as written; default = the address the server listens on. */
  readonly host?: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
}

/** What an answer must be. Headers: text, pattern, or null for one that must be absent. */
export interface Answered {
  readonly status: number;
  readonly json?: Expected;
  /** No body at all. */
  readonly empty?: true;
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
}

/** What a mount must be able to express for a row to be meaningful there. */
export type Need =
  /** Header lines as they stood on the wire: a second `Authorization` line is seen. */
  | "raw-lines"
  /** Header names in the case of the wire. */
  | "raw-case"
  /** The raw target, before anybody normalises it. */
  | "raw-target"
  /** Every method reaches the gate. */
  | "any-method"
  /** Routing by Host. */
  | "own-host"
  /** The listener reads `X-Forwarded-*` of a trusted proxy. */
  | "trusted-proxy"
  /** The gateway calls an upstream. */
  | "upstream"
  /** The operations of the management API and what they store. */
  | "management"
  /** `POST /v1/verify`. */
  | "verify"
  /** The throttle of failed authentications. */
  | "throttle"
  /** A key that is paused, which a bootstrap file cannot say. */
  | "paused-key"
  /** HTTP upgrades. */
  | "upgrade";

/** Calls made before the row's own, each of which must answer that status. */
export interface Before {
  readonly request: Call;
  readonly times: number;
  readonly status: number;
}

export interface Row {
  /** What the row proves, in our words. */
  readonly promise: string;
  /** The words of the vendor's page, or of our own rule where the page is silent. */
  readonly quote: { readonly page: string } | { readonly rule: string };
  readonly request: Call;
  readonly before?: readonly Before[];
  readonly expect: Answered;
  readonly needs?: readonly Need[];
  /** How many tenants the instance has; default 2. */
  readonly tenants?: 1;
}

/** The rows of one dialect. */
export interface Table {
  readonly dialect: string;
  readonly rows: readonly Row[];
}

/** `page("…")`: words of the vendor's page. */
export const page = (words: string) => ({ page: words });
/** `rule("…")`: our own rule. */
export const rule = (words: string) => ({ rule: words });
