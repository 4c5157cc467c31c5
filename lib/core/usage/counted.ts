// What is known of a request that is counted, and of how it ended: the plain facts that the journal keeps.
import type { StatusClass } from "./outcome";

/** What requests have in common that are counted together, whatever their minute and status. */
export interface CountedPlace {
  readonly apiId: string;
  /** The key's UUID; for a token without a key `iss` + space + `sub`. */
  readonly caller: string;
  readonly isKey: boolean;
  readonly tenantId: string | null;
  readonly endpoint: string;
  readonly method: string;
}

/** One request of a known caller. */
export interface Counted extends CountedPlace {
  readonly requestId: string;
  readonly atMs: number;
  /** Units that an admission took. */
  readonly cost: number;
  /** The client's address, or any address of its range; null where it is not known. */
  readonly peer: string | null;
}

/** One request of a known caller, with what only its last use shows. */
export interface CountedFacts extends Counted {
  /** The `User-Agent`, shortened; null where none was sent. */
  readonly agent: string | null;
}

/** How a request ended. */
export interface CountedEnd {
  readonly status: StatusClass;
  readonly bytes: number;
  readonly latencyMs: number;
  readonly isAborted: boolean;
}

/** A record of the journal. `finished` follows an `admitted` one, perhaps long after it; `served` is both in one. */
export type JournalRecord =
  | { readonly kind: "admitted"; readonly request: Counted }
  | { readonly kind: "finished"; readonly request: Counted; readonly end: CountedEnd }
  | { readonly kind: "served"; readonly request: Counted; readonly end: CountedEnd }
  | { readonly kind: "refused"; readonly request: Counted; readonly reason: string; readonly status: StatusClass };
