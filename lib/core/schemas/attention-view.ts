// A key that needs attention as the list shows it.
import type { AttentionReason } from "@/lib/core/keys/attention";

export interface AttentionView {
  readonly reason: AttentionReason;
  /** The reason in a sentence. */
  readonly words: string;
  readonly publicId: string;
  readonly name: string;
  /** Slug. */
  readonly api: string;
  /** As people know who made it. */
  readonly owner: string;
}

/** One page, the cursors of the pages beside it (null = there is none), and how many lines each reason has. */
export interface AttentionPage {
  readonly lines: readonly AttentionView[];
  readonly previous: string | null;
  readonly next: string | null;
  readonly counts: Readonly<Record<AttentionReason, number>>;
}

/** Beyond this nobody counts. */
export const MOST_COUNTED = 1000;
