// One request as whoever knows its id finds it.
import type { Outcome, StatusClass } from "@/lib/core/usage/outcome";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";

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
  /** 0 = it is not known how the request ended. */
  readonly status: StatusClass;
  /** The client's address shortened to its range. */
  readonly range: string | null;
  /** What the answer to a refusal was made of. */
  readonly told: ToldRefusal | null;
}
