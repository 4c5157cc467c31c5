// Work that a serving process looks for again and again, until it stops.
import { setTimeout as sleep } from "node:timers/promises";

/** Work that is looked for again and again. */
export interface Rounds {
  /** Ends after the piece that is being worked on, or without it where it takes long: whoever waits for others may not hold up a stop. */
  close(): Promise<void>;
}

const STOP_WITHIN_MS = 3000;

/** Does the work again and again, with a rest between. `onFault` is told once until a round succeeds again. */
export function openRounds(everyMs: number, work: (isEnding: () => boolean) => Promise<void>, onFault: (fault: unknown) => void): Rounds {
  const ending = new AbortController();
  let isFailing = false;
  const round = async () => {
    try {
      await work(() => ending.signal.aborted);
      isFailing = false;
    } catch (fault) {
      if (!isFailing && !ending.signal.aborted) onFault(fault);
      isFailing = true;
    }
  };
  const rounds = (async () => {
    while (!ending.signal.aborted) {
      await round();
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  })();
  return {
    async close() {
      ending.abort();
      await Promise.race([rounds, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
