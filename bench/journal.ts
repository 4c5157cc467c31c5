// What the usage journal costs one request: its record, its sums, and its part of the one write of a turn.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "@/lib/adapters/system/journal/open-journal";
import type { JournalPosition } from "@/lib/core/usage/usage-batch";
import type { CountedRequest, UsageStore } from "@/lib/ports/usage-ports";

/** As many requests share a turn under the load of the other benchmarks. */
const REQUESTS_A_TURN = 32;
const TURNS = 12_000;
const KEYS = 100;

/** Microseconds of the journal for each request, on the file system of the temporary directory. */
export async function microsecondsPerRecord(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "kf-bench-journal-"));
  let due: (() => void)[] = [];
  const journal = await openJournal({
    dataDirectory: directory,
    store: storeNothing(),
    atTurnEnd: (act) => due.push(act),
    onBroken: fail,
    onShort: (fault) => fault !== null && fail(fault),
    onFault: fail,
  });
  try {
    const endTurn = () => {
      for (const act of due) act();
      due = [];
    };
    for (let turn = 0; turn < TURNS / 4; turn += 1) serveTurn(journal.sink, turn, endTurn);
    await journal.settle();
    let takenMs = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const startMs = performance.now();
      serveTurn(journal.sink, turn, endTurn);
      takenMs += performance.now() - startMs;
      // Segments are prepared between turns, and folds happen once a second.
      if (turn % 500 === 0) await journal.settle();
      else if (turn % 20 === 0) await new Promise(setImmediate);
    }
    return (takenMs * 1000) / (TURNS * REQUESTS_A_TURN);
  } finally {
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function serveTurn(sink: Awaited<ReturnType<typeof openJournal>>["sink"], turn: number, endTurn: () => void): void {
  for (let index = 0; index < REQUESTS_A_TURN; index += 1) sink.serve(requestOf(turn * REQUESTS_A_TURN + index), END);
  endTurn();
}

const END = { status: 2, bytes: 180, latencyMs: 0.2, isAborted: false } as const;

function requestOf(count: number): CountedRequest {
  return {
    requestId: `req_${String(1_795_000_000_000 + count).padStart(22, "0")}`,
    atMs: 1_795_000_000_000 + count / 20,
    apiId: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
    caller: `00000000-0000-4000-8000-${String(count % KEYS).padStart(12, "0")}`,
    isKey: true,
    tenantId: null,
    endpoint: "/v0/payments",
    method: "GET",
    cost: 1,
    peer: "127.0.0.1",
    agent: null,
  };
}

/** The database's part is measured by the folding benchmark. */
function storeNothing(): UsageStore {
  const positions = new Map<string, JournalPosition>();
  return {
    fold: async ({ to }) => {
      positions.set(to.journal, to);
      return to;
    },
    positionOf: async (journal) => positions.get(journal) ?? null,
    async *unitsSince() {},
  };
}

function fail(fault: unknown): void {
  throw fault instanceof Error ? fault : new Error(String(fault));
}
