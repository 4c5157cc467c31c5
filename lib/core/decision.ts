// What the gate decides about one request, and what it is told about the request.
import type { Api } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import type { HeaderLine, Json } from "@/lib/core/http";
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
}

/** One request as far as authentication is concerned. */
export interface Attempt {
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

/**
 * The gate's decision. `limit` holds the windows after the take, empty where the plan has none; `degraded` where the windows of this process
 * alone decided.
 */
export type Decision = (
  | { readonly outcome: "allow"; readonly caller: Caller }
  | { readonly outcome: "deny"; readonly denial: Denial; readonly keyId: string | null }
) & { readonly limit: readonly WindowState[]; readonly degraded?: true | undefined };

const NO_LINES: readonly HeaderLine[] = [];
const DEGRADED_LINES: readonly HeaderLine[] = [["X-Keyfuse-Degraded", "limiter"]];

/** The header line that tells of a degraded decision; none for any other. */
export function degradedHeaders({ degraded }: Pick<Decision, "degraded">): readonly HeaderLine[] {
  return degraded === true ? DEGRADED_LINES : NO_LINES;
}
