// What a diagnosis comes to, as it leaves: nothing in it repeats what was pasted.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { WindowState } from "@/lib/core/windows/claim";
import type { CheckedStep } from "./checks";
import type { ShownAnswer } from "./shown-answer";

/** The key that a credential belongs to, as everybody who may read keys sees it. */
export interface ShownKey {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
}

/** What became of a pasted credential. */
export interface Diagnosis {
  /** null = the request would pass. */
  readonly code: DenialCode | null;
  readonly api: { readonly slug: string; readonly name: string };
  /** What was found, in a few words that hold no part of a secret beyond its preview. */
  readonly credential: string;
  /** Method and endpoint template; null = the paste names none. */
  readonly endpoint: string | null;
  readonly key: ShownKey | null;
  /** What happened, in one or two sentences. */
  readonly meaning: string;
  /** What to do about it, the most likely cause first. */
  readonly remedies: readonly string[];
  readonly steps: readonly CheckedStep[];
  /** null = it is the service behind the API that answers. */
  readonly answer: ShownAnswer | null;
  /** The windows and the quota of the key as they stand. */
  readonly windows: readonly WindowState[];
  /** What else is worth knowing about the paste. */
  readonly remarks: readonly string[];
}

/** Stands in answers for the id that each of them has of its own. */
export const EXAMPLE_REQUEST_ID = "req_000000000";

/** How a test ended, as its form shows it. */
export type DiagnosisState = ActionState | { readonly kind: "diagnosed"; readonly diagnosis: Diagnosis };
