// Counting for what only looks: nothing is counted, and nothing has to wait for it.
import type { UnknownRefusals, UsageSink } from "./usage-ports";

const OPEN = { finish: () => {} };

/** Counts nothing. */
export const UNCOUNTED: { readonly usage: UsageSink; readonly refusals: UnknownRefusals } = {
  usage: {
    canCount: true,
    admit: () => OPEN,
    serve: () => {},
    refuse: () => {},
    whenSafe: (act) => act(),
  },
  refusals: { note: () => {} },
};
