// Promises of the sums: every record counts once, whenever its end comes, and a fold names each cell once.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Counted, JournalRecord } from "./counted";
import { ReplayTally, Tally } from "./tally";
import type { UsageDelta } from "./usage-batch";

const REQUEST: Counted = {
  apiId: "api",
  caller: "key",
  isKey: true,
  tenantId: null,
  endpoint: "/v0/payments",
  method: "GET",
  requestId: "req_1",
  atMs: 1_700_000_030_000,
  cost: 3,
  peer: "203.0.113.7",
};
const MINUTE_MS = 1_700_000_030_000 - (1_700_000_030_000 % 60_000);
const END = { status: 2, bytes: 10, latencyMs: 0.3, isAborted: false } as const;

test("an admission is class 0 until its end moves it, also over two folds", () => {
  const tally = new Tally();
  const place = tally.placeOf(REQUEST);
  const noted = tally.admitted(place, REQUEST);
  const first = tally.take();
  expect(first.deltas).toMatchObject([{ minuteMs: MINUTE_MS, status: 0, outcome: "accepted", count: 1, units: 3, bytes: 0, latency: [] }]);
  expect(first.decisions).toMatchObject([{ keyId: "key", requestId: "req_1", status: 0, range: "203.0.113.0/24" }]);
  tally.finished(tally.placeOf(REQUEST), REQUEST, END, noted);
  const second = tally.take();
  expect(second.deltas).toMatchObject([
    { status: 0, count: -1, units: -3 },
    { status: 2, count: 1, units: 3, bytes: 10 },
  ]);
  expect(second.deltas[1]?.latency[1]).toBe(1);
  expect(second.decisions).toMatchObject([{ requestId: "req_1", status: 2 }]);
  expect(tally.take()).toEqual({ deltas: [], decisions: [] });
});

test("within one fold only the end is left, as one decision", () => {
  const tally = new Tally();
  tally.finished(tally.placeOf(REQUEST), REQUEST, END, tally.admitted(tally.placeOf(REQUEST), REQUEST));
  const { deltas, decisions } = tally.take();
  expect(deltas).toMatchObject([{ status: 2, count: 1, units: 3 }]);
  expect(decisions).toMatchObject([{ requestId: "req_1", status: 2 }]);
});

test.each([
  ["rate_limited", "limited"],
  ["quota_exceeded", "limited"],
  ["revoked", "denied"],
])("a refusal for %s is %s, and takes no units", (reason, outcome) => {
  const tally = new Tally();
  tally.refused(tally.placeOf(REQUEST, reason), REQUEST, 4);
  const { deltas, decisions } = tally.take();
  expect(deltas).toMatchObject([{ outcome, reason, status: 4, count: 1, units: 0 }]);
  expect(decisions).toMatchObject([{ outcome, reason, status: 4 }]);
});

test("totals go on over folds, count a request once whenever it ends, and tell strangers apart", () => {
  const tally = new Tally();
  const noted = tally.admitted(tally.placeOf(REQUEST), REQUEST);
  tally.take();
  tally.finished(tally.placeOf(REQUEST), REQUEST, END, noted);
  tally.served(tally.placeOf(REQUEST), REQUEST, END);
  for (const reason of ["rate_limited", "quota_exceeded", "revoked"]) tally.refused(tally.placeOf(REQUEST, reason), REQUEST, 4);
  const stranger = { ...REQUEST, caller: "", isKey: false };
  tally.refused(tally.placeOf(stranger, "rate_limited"), stranger, 4);
  expect(tally.totals).toEqual({ accepted: 2, limited: 2, denied: 1, unknownRefusals: 1 });
});

test("a fold hands over the latest 200 decisions of a key, and none of a token", () => {
  const tally = new Tally();
  for (let index = 0; index < 1000; index++) {
    const request = { ...REQUEST, requestId: `req_${index}` };
    tally.served(tally.placeOf(request), request, END);
    const byToken = { ...request, caller: "https://issuer user_1", isKey: false };
    tally.served(tally.placeOf(byToken), byToken, END);
  }
  const { decisions, deltas } = tally.take();
  expect(decisions.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 200 }, (_, index) => `req_${800 + index}`));
  expect(deltas.map(({ count }) => count)).toEqual([1000, 1000]);
});

test("whatever comes and wherever it is folded, the sums are those of one fold, and no cell stands twice in a fold", () => {
  const record: fc.Arbitrary<JournalRecord> = fc
    .record({
      kind: fc.constantFrom("served" as const, "refused" as const),
      caller: fc.constantFrom("a", "b"),
      endpoint: fc.constantFrom("/x", "/y"),
      minute: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom(2 as const, 4 as const),
      reason: fc.constantFrom("revoked", "rate_limited"),
    })
    .map(({ kind, caller, endpoint, minute, status, reason }) => {
      const request = { ...REQUEST, caller, endpoint, atMs: MINUTE_MS + minute * 60_000 };
      return kind === "served" ? { kind, request, end: { ...END, status } } : { kind, request, reason, status };
    });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (records, every) => {
      const whole = new ReplayTally();
      const pieces = new ReplayTally();
      const sums = new Map<string, number>();
      const fold = () => {
        const { deltas } = pieces.take();
        expect(new Set(deltas.map(cellOf)).size).toBe(deltas.length);
        for (const delta of deltas) sums.set(cellOf(delta), (sums.get(cellOf(delta)) ?? 0) + delta.count);
      };
      for (const [index, each] of records.entries()) {
        whole.add(each);
        pieces.add(each);
        if (index % every === 0) fold();
      }
      fold();
      expect(sums).toEqual(new Map(whole.take().deltas.map((delta) => [cellOf(delta), delta.count])));
    }),
  );
});

function cellOf({ minuteMs, caller, endpoint, outcome, reason, status }: UsageDelta): string {
  return [minuteMs, caller, endpoint, outcome, reason, status].join(" ");
}
