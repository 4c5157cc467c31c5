// A request that was decided: everything that forwarding needs to know of it.
import type { Api } from "@/lib/core/catalogue";
import type { Caller } from "@/lib/core/decision";
import type { Denial } from "@/lib/core/denials/denial";
import type { Answer, HeaderLine } from "@/lib/core/http";
import type { UsageSink } from "@/lib/ports/usage-ports";

/** What the decision hands to forwarding. */
export interface Passage {
  readonly api: Api;
  /** Canonical path within the API, undecoded. */
  readonly path: string;
  /** The query without its `?`; empty where there is none. */
  readonly query: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** Rate headers and the like for the answer; they win over the upstream's. */
  readonly extraHeaders: readonly HeaderLine[];
  /** An upstream is called only once the request's admission would survive this process. */
  readonly usage: Pick<UsageSink, "whenSafe">;
  /** The answer for a refusal that only forwarding finds out, in the API's dialect. */
  refuse(denial: Denial): Answer;
}
