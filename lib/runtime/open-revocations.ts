// The revocations of a serving process: read at start and whenever some may have been missed, heard in between.
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { readRevocations } from "@/lib/adapters/postgres/revocation-store";
import { createRevocationList, type Hearing, type RevocationList } from "@/lib/adapters/system/revocation-list";
import { readRevocation } from "@/lib/core/tokens/revocation";

export interface OpenRevocationsOptions {
  readonly pool: Pool;
  readonly hearing: () => Hearing;
  readonly staleSeconds: number;
  /** Told once when the list cannot be read, until it can. */
  readonly onFault: (fault: unknown) => void;
  /** Between two attempts to read the list. */
  readonly retryMs?: number;
}

/** The list, with what it hears. */
export interface OpenRevocations extends Pick<RevocationList, "judge" | "add" | "size"> {
  /** What a notification says. */
  hear(payload: string): void;
  /** Some may have been missed: reads them all, again and again until it succeeds or is called anew. */
  renew(): Promise<void>;
  close(): void;
}

const RETRY_MS = 500;

/** An empty list; until it was renewed nobody knows. */
export function openRevocations({ pool, hearing, staleSeconds, onFault, retryMs = RETRY_MS }: OpenRevocationsOptions): OpenRevocations {
  const list = createRevocationList({
    hearing,
    readAll: (take) => readRevocations(pool, take),
    staleSeconds,
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
  });
  const closing = new AbortController();
  let latest: symbol | null = null;
  let running: Promise<void> = Promise.resolve();

  async function readUntilDone(renewal: symbol): Promise<void> {
    for (let attempt = 1; renewal === latest && !closing.signal.aborted; attempt++) {
      try {
        return await list.readAgain();
      } catch (fault) {
        if (attempt === 1 && !closing.signal.aborted) onFault(fault);
        await sleep(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      }
    }
  }

  /** Whoever asked for an earlier one waits for the latest: only that one says that nothing is missing. */
  function renew(): Promise<void> {
    const renewal = Symbol();
    latest = renewal;
    running = readUntilDone(renewal);
    return running.then(() => (renewal === latest ? undefined : running));
  }

  return {
    judge: (token) => list.judge(token),
    add: (revocation) => list.add(revocation),
    size: () => list.size(),
    hear(payload) {
      const revocation = readRevocation(payload);
      if (revocation === null) void renew();
      else list.add(revocation);
    },
    renew,
    close: () => closing.abort(),
  };
}
