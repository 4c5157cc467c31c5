// What tests of the journal share: a store in memory that obeys its port, and requests to count.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { JournalPosition, UsageBatch } from "@/lib/core/usage/usage-batch";
import type { CountedRequest, UsageStore } from "@/lib/ports/usage-ports";
import { type Journal, type JournalOptions, openJournal } from "./open-journal";
import { readJournal } from "./read-journal";

/** Sums in memory, and ways to let the database fail. */
export interface MemoryStore extends UsageStore {
  /** Accepted requests of a caller, whatever their class. */
  accepted(caller: string): number;
  /** Requests by status class. */
  byStatus(caller: string): Record<number, number>;
  readonly batches: readonly UsageBatch[];
  /** From now on: `up`; `down` = cannot be asked; `deaf` = applies, but its answer is lost. */
  is(state: "up" | "down" | "deaf"): void;
}

export function memoryStore(): MemoryStore {
  const positions = new Map<string, JournalPosition>();
  const batches: UsageBatch[] = [];
  let state: "up" | "down" | "deaf" = "up";
  const cells = (caller: string) => batches.flatMap(({ deltas }) => deltas).filter((delta) => delta.caller === caller);
  return {
    batches,
    is: (next) => {
      state = next;
    },
    accepted: (caller) => cells(caller).reduce((sum, { outcome, count }) => sum + (outcome === "accepted" ? count : 0), 0),
    byStatus(caller) {
      const counts: Record<number, number> = {};
      for (const { status, count } of cells(caller)) counts[status] = (counts[status] ?? 0) + count;
      return counts;
    },
    async fold(batch) {
      if (state === "down") throw new Error("the database is away");
      const { journal } = batch.to;
      const stored = positions.get(journal) ?? null;
      const isExpected = stored?.segment === batch.from?.segment && stored?.offset === batch.from?.offset;
      if (!isExpected && stored !== null) return stored;
      positions.set(journal, batch.to);
      batches.push(batch);
      if (state === "deaf") throw new Error("the answer was lost");
      return batch.to;
    },
    async positionOf(journal) {
      if (state === "down") throw new Error("the database is away");
      return positions.get(journal) ?? null;
    },
    async *unitsSince() {},
  };
}

/** A directory that goes away with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "kfj-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A turn that ends when the test says so. */
export interface Turn {
  readonly atTurnEnd: (act: () => void) => void;
  end(): void;
}

export function manualTurn(): Turn {
  let due: (() => void)[] = [];
  return {
    atTurnEnd: (act) => void due.push(act),
    end() {
      const acts = due;
      due = [];
      for (const act of acts) act();
    },
  };
}

/**
 * Opens a journal that folds only when it is told to, and is not tidied after the test that left it open; what goes wrong is thrown unless
 * the test takes it.
 */
export function openTestJournal(dataDirectory: string, store: UsageStore, change: Partial<JournalOptions> = {}): Promise<Journal> {
  const fail = (fault: unknown) => {
    if (fault !== null) throw fault;
  };
  return openJournal({
    dataDirectory,
    store,
    atTurnEnd: (act) => setImmediate(act),
    onBroken: fail,
    onShort: fail,
    onFault: fail,
    foldEveryMs: 3_600_000,
    tidyEveryMs: 3_600_000,
    segmentBytes: 256 * 1024,
    ...change,
  });
}

let lastRequest = 0;

/** A request like no other before it. */
export function countedRequest(change: Partial<CountedRequest> = {}): CountedRequest {
  lastRequest += 1;
  return {
    requestId: `req_1700000000000${String(lastRequest).padStart(9, "0")}`,
    atMs: 1_700_000_000_000 + lastRequest,
    apiId: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
    caller: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
    isKey: true,
    tenantId: null,
    endpoint: "/v0/payments",
    method: "GET",
    cost: 1,
    peer: "203.0.113.7",
    agent: null,
    ...change,
  };
}

export const END = { status: 2, bytes: 100, latencyMs: 0.4, isAborted: false } as const;

/** How often each kind of record stands in the files, counted by a reading of its own. */
export async function countRecords(directory: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { records } of readJournal(directory, null, null)) {
    for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
