// One request as whoever knows its id finds it.
import type { Outcome } from "@/lib/core/usage/outcome";

/** What is known of a request; what is not known of it is null. */
export interface FoundRequest {
  readonly requestId: string;
  readonly atMs: number;
  /** Slug; null = the request addressed no API. */
  readonly api: string | null;
  readonly outcome: Outcome;
  /** A denial code; null for what was accepted. */
  readonly reason: string | null;
  /** A registered template or UNMATCHED. */
  readonly endpoint: string | null;
  readonly method: string | null;
  /** The key's public id; null = no key was recognised. */
  readonly publicId: string | null;
}

/** How a search for a request ended; `unreadable`: what was typed holds no request id. */
export type RequestSearch =
  | { readonly kind: "unreadable" }
  | { readonly kind: "absent"; readonly requestId: string }
  | { readonly kind: "found"; readonly request: FoundRequest; readonly apiName: string | null };
