// What every store of usage promises, as tests that its adapters pass.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalPosition, UsageBatch, UsageDelta } from "@/lib/core/usage/usage-batch";
import type { UsageStore } from "./usage-ports";

/** A store over real storage, and another one over the same, as another process has it. */
export interface UsageStoreUnderTest {
  readonly store: UsageStore;
  readonly other: UsageStore;
  close(): Promise<void>;
}

/** Minutes that are kept, whenever the suite runs. */
const MINUTE_MS = Math.floor(Date.now() / 60_000) * 60_000;
const BEGINNING = (journal: string): JournalPosition => ({ journal, segment: 0, offset: 0 });

/** One accepted request. */
export function deltaOf(fields: Partial<UsageDelta> = {}): UsageDelta {
  return {
    minuteMs: MINUTE_MS,
    apiId: "11111111-1111-4111-8111-111111111111",
    caller: "22222222-2222-4222-8222-222222222222",
    tenantId: null,
    endpoint: "/v1/models",
    method: "GET",
    outcome: "accepted",
    reason: "",
    status: 2,
    count: 1,
    units: 1,
    bytes: 100,
    lastAtMs: MINUTE_MS + 1,
    latency: [0, 1],
    ...fields,
  };
}

/** The suite. */
export function usageStoreContract(name: string, open: () => Promise<UsageStoreUnderTest>): void {
  describe(name, () => {
    let opened: UsageStoreUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    /** A batch that takes a journal of its own one step further. */
    const step = (journal: string, from: JournalPosition | null, deltas: readonly UsageDelta[]): UsageBatch => ({
      from,
      to: { journal, segment: 1, offset: (from?.offset ?? 0) + 100 },
      deltas,
      decisions: [],
    });

    async function unitsOf(caller: string, sinceMs = MINUTE_MS): Promise<number> {
      let units = 0;
      for await (const piece of opened.store.unitsSince(sinceMs)) {
        for (const row of piece) if (row.caller === caller) units += row.units;
      }
      return units;
    }

    it("a batch moves its journal's position, and no other's", async () => {
      const [journal, another] = [randomUUID(), randomUUID()];
      expect(await opened.store.positionOf(journal)).toBeNull();
      const batch = step(journal, null, [deltaOf()]);
      expect(await opened.store.fold(batch)).toEqual(batch.to);
      expect(await opened.other.positionOf(journal)).toEqual(batch.to);
      expect(await opened.store.positionOf(another)).toBeNull();
    });

    it("a batch whose answer was lost is added once, however often it is tried again", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const batch = step(journal, null, [deltaOf({ caller, count: 3, units: 5 })]);
      for (let round = 0; round < 3; round += 1) expect(await opened.store.fold(batch)).toEqual(batch.to);
      // Another process took the journal over.
      expect(await opened.other.fold(batch)).toEqual(batch.to);
      expect(await unitsOf(caller)).toBe(5);
    });

    it("a batch that begins elsewhere adds nothing and is told where the journal stands", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const first = step(journal, null, [deltaOf({ caller })]);
      await opened.store.fold(first);
      const ahead = step(journal, { journal, segment: 1, offset: 5000 }, [deltaOf({ caller })]);
      expect(await opened.store.fold(ahead)).toEqual(first.to);
      expect(await unitsOf(caller)).toBe(1);
      const unheardOf = randomUUID();
      expect(await opened.store.fold(step(unheardOf, { journal: unheardOf, segment: 4, offset: 1 }, [deltaOf({ caller })]))).toEqual(
        BEGINNING(unheardOf),
      );
      expect(await unitsOf(caller)).toBe(1);
    });

    it("the same batch tried twice at once is added once", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const batch = step(journal, null, [deltaOf({ caller })]);
      const answers = await Promise.all([opened.store.fold(batch), opened.other.fold(batch), opened.store.fold(batch)]);
      expect(answers).toEqual([batch.to, batch.to, batch.to]);
      expect(await unitsOf(caller)).toBe(1);
    });

    it("two processes that fold different journals at once lose nothing", async () => {
      const callers = Array.from({ length: 300 }, () => randomUUID());
      const deltas = callers.map((caller) => deltaOf({ caller, units: 2 }));
      const run = async (store: UsageStore, order: readonly UsageDelta[]) => {
        const journal = randomUUID();
        let from: JournalPosition | null = null;
        for (let round = 0; round < 5; round += 1) from = await store.fold(step(journal, from, order));
      };
      await Promise.all([run(opened.store, deltas), run(opened.other, [...deltas].reverse())]);
      let units = 0;
      for (const caller of callers.slice(0, 3)) units += await unitsOf(caller);
      expect(units).toBe(3 * 2 * 5 * 2);
    });

    it("units are told by minute with its last admission, oldest first, refusals left out", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const earlier = MINUTE_MS - 60_000;
      const batch = step(journal, null, [
        deltaOf({ caller, units: 4, lastAtMs: MINUTE_MS + 7 }),
        deltaOf({ caller, units: 3, status: 5, lastAtMs: MINUTE_MS + 9 }),
        deltaOf({ caller, units: 2, minuteMs: earlier, lastAtMs: earlier + 3 }),
        deltaOf({ caller, units: 0, outcome: "limited", reason: "rate_limited", status: 4, latency: [] }),
      ]);
      await opened.store.fold(batch);
      const rows = [];
      for await (const piece of opened.store.unitsSince(earlier)) rows.push(...piece.filter((row) => row.caller === caller));
      const { apiId } = deltaOf();
      expect(rows).toEqual([
        { apiId, caller, tenantId: null, units: 2, lastAtMs: earlier + 3 },
        { apiId, caller, tenantId: null, units: 7, lastAtMs: MINUTE_MS + 9 },
      ]);
    });

    it("units of long ago are told, too: a budget for life needs them", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const longAgo = MINUTE_MS - 40 * 86_400_000;
      await opened.store.fold(
        step(journal, null, [deltaOf({ caller, units: 6, minuteMs: longAgo, lastAtMs: longAgo }), deltaOf({ caller, units: 1 })]),
      );
      expect(await unitsOf(caller, Number.NEGATIVE_INFINITY)).toBe(7);
      expect(await unitsOf(caller, longAgo + 86_400_000)).toBe(1);
    });

    it("a request that ends after it was folded moves from class 0 to its own, and its units are told once", async () => {
      const [journal, caller] = [randomUUID(), randomUUID()];
      const admitted = step(journal, null, [deltaOf({ caller, status: 0, bytes: 0, latency: [] })]);
      const to = await opened.store.fold(admitted);
      await opened.store.fold(
        step(journal, to, [deltaOf({ caller, status: 0, count: -1, units: -1, bytes: 0, latency: [] }), deltaOf({ caller, status: 2 })]),
      );
      expect(await unitsOf(caller)).toBe(1);
    });

    it("callers that a database could stumble over are told apart", async () => {
      const journal = randomUUID();
      const callers = [`iss ${"long ".repeat(2000)}`, `iss ${"long ".repeat(2000)}2`, "iss '\"\\{},", "iss ü😀", ""];
      await opened.store.fold(
        step(
          journal,
          null,
          callers.map((caller, index) => deltaOf({ caller, units: 10 + index })),
        ),
      );
      for (const [index, caller] of callers.entries()) expect(await unitsOf(caller), caller.slice(0, 20)).toBe(10 + index);
    });
  });
}
