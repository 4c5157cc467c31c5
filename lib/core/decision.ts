// What the gate decides about one request, and what it is told about the request.
import type { Api } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import type { HeaderLine, Json } from "@/lib/core/http";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { CountedFacts } from "@/lib/core/usage/counted";
import type { WindowState } from "@/lib/core/windows/claim";

/** Who a credential proved to be. */
export interface Caller {
  readonly kind: "key" | "token";
  /** The key's UUID; for a token without a key `iss` + space + `sub`. */
  readonly id: string;
  readonly publicId: string | null;
  readonly name: string;
  /** The key's public id, or the token's `sub`. */
  readonly subject: string;
  readonly tenantId: string | null;
  readonly permissions: readonly string[];
  readonly metadata: Json;
  readonly keyManager: boolean;
  readonly expiresAtMs: number | null;
  /** Of a caller who presented one. */
  readonly token?: VerifiedToken;
}

/** One request as far as authentication is concerned. */
export interface Attempt {
  readonly requestId: string;
  readonly api: Api;
  readonly method: string;
  /** Canonical path within the API (without `/gateway/{slug}`). */
  readonly path: string;
  /** The tenant the request names; null = none, or judged later by the operation. */
  readonly tenantId: string | null;
  readonly headers: readonly HeaderLine[];
  readonly peer: string;
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  /** Whether header names keep the case of the wire (not behind Next, which lower-cases them). */
  readonly hasRawCase: boolean;
}

/** What both outcomes tell of the windows. */
interface Told {
  /** The windows after the take, empty where the plan has none. */
  readonly limit: readonly WindowState[];
  /** The windows of this process alone decided. */
  readonly degraded?: true | undefined;
}

/** A request that may pass, once it is counted. */
export interface Allowed extends Told {
  readonly outcome: "allow";
  readonly caller: Caller;
  readonly counted: CountedFacts;
}

/** A request that may not. */
export interface Denied extends Told {
  readonly outcome: "deny";
  readonly denial: Denial;
  readonly keyId: string | null;
  /** As what the refusal is counted; null where the caller is not known. */
  readonly counted: CountedFacts | null;
}

/** The gate's decision. */
export type Decision = Allowed | Denied;

/** A refusal before any window was looked at. */
export function deniedBy(refusal: Denial, keyId: string | null = null, counted: CountedFacts | null = null): Denied {
  return { outcome: "deny", denial: refusal, keyId, limit: [], counted };
}

const NO_LINES: readonly HeaderLine[] = [];
const DEGRADED_LINES: readonly HeaderLine[] = [["X-Keyfuse-Degraded", "limiter"]];

/** The header line that tells of a degraded decision; none for any other. */
export function degradedHeaders({ degraded }: Pick<Decision, "degraded">): readonly HeaderLine[] {
  return degraded === true ? DEGRADED_LINES : NO_LINES;
}
