// What a past decision comes to, as its page shows it: from what was kept alone, and where something was not kept, it says so.
import type { CheckedStep } from "@/lib/core/diagnosis/checks";
import type { ShownAnswer } from "@/lib/core/diagnosis/shown-answer";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { Change } from "./changes";
import type { LaterChange } from "./then";

/** The answer that left, or why it cannot be shown. */
export type SentAnswer = { readonly kind: "shown"; readonly answer: ShownAnswer } | { readonly kind: "not-kept"; readonly why: string };

/** One request, explained. */
export interface RequestExplanation {
  readonly request: FoundRequest;
  /** null = it addressed none, or the API is gone. */
  readonly api: { readonly slug: string; readonly name: string } | null;
  /** As it is today; null = no key was recognised, or it is gone. */
  readonly key: Pick<KeyView, "publicId" | "name" | "state"> | null;
  /** The secret that the key had then, masked; null = none was recognised, or it had several. */
  readonly preview: string | null;
  /** Whether a token that belongs to a key can have been sent instead. */
  readonly mayBeToken: boolean;
  /** null = the API is as it was then. */
  readonly changedSince: LaterChange | null;
  /** Asked about by `POST /v1/verify`, not presented by its holder. */
  readonly isVerification: boolean;
  /** Where the API reads credentials: "`X-API-Key: <key>`". */
  readonly carriers: readonly string[];
  /** What happened, in one or two sentences. */
  readonly meaning: string;
  /** Which check decided; null = all passed. */
  readonly decidedBy: string | null;
  /** null = nothing has to change. */
  readonly change: Change | null;
  readonly steps: readonly CheckedStep[];
  readonly answer: SentAnswer;
}

/** How a search for a request ended; `unreadable`: what was typed holds no request id. */
export type RequestSearch =
  | { readonly kind: "unreadable" }
  | { readonly kind: "absent"; readonly requestId: string }
  | { readonly kind: "explained"; readonly explanation: RequestExplanation };
