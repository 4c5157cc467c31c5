// Promises of a restart: the last hour comes back to the unit, what is older to the minute, and no window ever opens early.
import { join } from "node:path";
import { expect, test } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { type Api, DEFAULT_SETTINGS, type Plan } from "@/lib/core/catalogue";
import { standard } from "@/lib/core/dialects/standard";
import { claimsOf } from "@/lib/core/windows/claims-of";
import type { Holder } from "@/lib/core/windows/widest-claims";
import type { MinuteUnits } from "@/lib/ports/usage-ports";
import { countedRequest, END, memoryStore, openTestJournal, temporaryDirectory } from "./journal-under-test";
import { restoreWindows } from "./restore-windows";

const SMALL: Plan = {
  name: "small",
  windows: [
    { limit: 5, seconds: 60 },
    { limit: 20, seconds: 3_600 },
  ],
  quota: null,
  allowTokens: true,
  endpoints: null,
};
const LARGE: Plan = { ...SMALL, name: "large", windows: [{ limit: 20_000, seconds: 86_400 }], quota: { limit: 30_000, period: "month" } };
const API: Api = {
  id: countedRequest().apiId,
  slug: "payments",
  name: "Payments",
  dialect: standard,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: { small: SMALL, large: LARGE },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};
const KEY = countedRequest().caller;
/** Noon, so that a day back is a day back. */
const NOW_MS = Date.UTC(2026, 10, 15, 12, 0, 30);
const MINUTE_MS = 60_000;

function unitsStore(minutes: readonly MinuteUnits[]) {
  const asked: number[] = [];
  async function* unitsSince(sinceMs: number) {
    asked.push(sinceMs);
    yield minutes.filter(({ lastAtMs }) => lastAtMs >= sinceMs);
  }
  return { asked, unitsSince };
}

/** A journal with admissions at those instants, and what a restarted process makes of it. */
async function restart(
  instants: readonly number[],
  minutes: readonly MinuteUnits[] = [],
  api: Api = API,
  holders = new Map<string, Holder>(),
) {
  const directory = temporaryDirectory();
  const journal = await openTestJournal(directory, memoryStore());
  for (const atMs of instants) journal.sink.serve(countedRequest({ atMs }), END);
  journal.sink.refuse(countedRequest({ atMs: NOW_MS }), "rate_limited", 429);
  await journal.close();
  const limiter = createEmbeddedLimiter();
  const store = unitsStore(minutes);
  const restored = await restoreWindows({
    directories: [join(directory, "journal", "0")],
    store,
    apis: [api],
    holders,
    nowMs: NOW_MS,
    restore: (claims, units, atMs) => limiter.restore(claims, units, atMs),
  });
  return { limiter, restored, asked: store.asked };
}

const HOLDER = { id: KEY, accountId: null, tenantId: null };
const small = claimsOf(API, HOLDER, SMALL);
const large = claimsOf(API, HOLDER, LARGE);

test("a full minute stays full until exactly when it would have come free", async () => {
  // The first stands in a minute that the journal does not hold from its beginning: that one comes from the roll-ups.
  const first = NOW_MS - 10 * MINUTE_MS;
  const instants = [first, ...[50, 40, 30, 20, 10].map((seconds) => NOW_MS - seconds * 1000)];
  const minutes = [{ apiId: API.id, caller: KEY, tenantId: null, units: 1, lastAtMs: first }];
  const { limiter, restored } = await restart(instants, minutes);
  expect(restored).toBe(6);
  const refused = limiter.peek(small, 1, NOW_MS);
  expect(refused).toMatchObject({ admitted: false, failing: 0, retryAfterSeconds: 10 });
  expect(refused.states.map(({ remaining }) => remaining)).toEqual([0, 14]);
  expect(limiter.peek(small, 1, NOW_MS + 10_000 - 1).admitted).toBe(false);
  expect(limiter.peek(small, 1, NOW_MS + 10_000).admitted).toBe(true);
});

test("what the journals no longer hold comes from the roll-ups, whole minutes at their last admission; nothing comes twice", async () => {
  const minute = (minutesAgo: number, units: number): MinuteUnits => ({
    apiId: API.id,
    caller: KEY,
    tenantId: null,
    units,
    lastAtMs: NOW_MS - minutesAgo * MINUTE_MS,
  });
  // The roll-ups hold the journal's minutes as well.
  const rollups = [minute(20 * 60, 7_000), minute(50, 4), minute(5, 1), minute(4, 3)];
  const instants = [5, 4, 4, 4].map((minutesAgo) => NOW_MS - minutesAgo * MINUTE_MS);
  const { limiter, asked } = await restart(instants, rollups);
  expect(asked).toEqual([Date.UTC(2026, 10, 1)]);
  expect(limiter.peek(small, 1, NOW_MS).states.map(({ remaining }) => remaining)).toEqual([5, 12]);
  expect(limiter.peek(large, 1, NOW_MS).states.at(-1)?.remaining).toBe(30_000 - 7_008);
  // Above 10,000 a window counts in slots of many units: never more than it has.
  const day = limiter.peek(large, 1, NOW_MS).states[0]?.remaining ?? 0;
  expect(day).toBeLessThanOrEqual(20_000 - 7_008);
  expect(day).toBeGreaterThanOrEqual(20_000 - 7_008 - 200);
});

test("callers stand in any order within a minute, and none leaves its window early by that", async () => {
  const at = (seconds: number) => Date.UTC(2026, 10, 15, 11, 30, seconds);
  const minutes = [
    { apiId: API.id, caller: "late", tenantId: null, units: 20, lastAtMs: at(50) },
    { apiId: API.id, caller: KEY, tenantId: null, units: 20, lastAtMs: at(10) },
  ];
  const { limiter } = await restart([], minutes);
  const freeMs = at(10) + 3_600_000;
  expect(limiter.peek(small, 1, freeMs - 1).admitted).toBe(false);
  expect(limiter.peek(small, 1, freeMs).admitted).toBe(true);
});

test("windows that keys share come back too: the account's, the tenant's and the API's", async () => {
  const window = (limit: number) => [{ limit, seconds: 60 }];
  const plan: Plan = { ...SMALL, windows: [], accountWindows: window(10), tenantWindows: window(20) };
  const api: Api = { ...API, plans: { small: plan }, settings: { ...DEFAULT_SETTINGS, windows: window(30) } };
  const holder = (id: string): Holder => ({ id, accountId: "organisation", tenantId: "tenant", planName: "small" });
  const holders = new Map([KEY, "other"].map((id) => [id, holder(id)] as const));
  const took = (caller: string, units: number): MinuteUnits => ({
    apiId: API.id,
    caller,
    tenantId: "tenant",
    units,
    lastAtMs: NOW_MS - 20_000,
  });
  const { limiter } = await restart([], [took(KEY, 1), took("other", 4)], api, holders);
  const left = (caller: Holder) => limiter.peek(claimsOf(api, caller, plan), 1, NOW_MS).states.map(({ remaining }) => remaining);
  expect(left(holder("other"))).toEqual([5, 15, 25]);
  expect(left({ ...holder("third"), accountId: "another", tenantId: "another" })).toEqual([10, 20, 25]);
});

test("APIs without windows cost no reading, and an API that is gone is passed over", async () => {
  const store = unitsStore([{ apiId: "gone", caller: KEY, tenantId: null, units: 1, lastAtMs: NOW_MS }]);
  const restore = () => {
    throw new Error("nothing is to be restored");
  };
  const options = { directories: [], store, holders: new Map(), nowMs: NOW_MS, restore };
  expect(await restoreWindows({ ...options, apis: [{ ...API, plans: {} }] })).toBe(0);
  expect(store.asked).toEqual([]);
  expect(await restoreWindows({ ...options, apis: [API] })).toBe(0);
});
