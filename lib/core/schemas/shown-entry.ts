// A row of the audit as a page shows it.

/** Somebody or something that a row names. */
export interface NamedTarget {
  readonly name: string;
  /** null = there is no page about them (any more). */
  readonly path: string | null;
}

/** One row as a page shows it. */
export interface ShownEntry {
  readonly chain: string;
  /** The tenant whose chain the row stands in; null = the instance's. */
  readonly tenant: NamedTarget | null;
  readonly sequence: string;
  readonly at: string;
  readonly actor: string;
  /** Who did it, with the page about them. */
  readonly by: NamedTarget;
  /** What they did, as the end of a sentence. */
  readonly words: string;
  readonly action: string;
  readonly target: string;
  readonly about: NamedTarget;
  /** JSON; "" = there are none. */
  readonly details: string;
}
