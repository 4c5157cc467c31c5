// A ring holds the latest decisions and hands them back as they were.
import fc from "fast-check";
import { expect, test } from "vitest";
import { LINES_PER_ROW, MOST_DECISIONS, placeDecisions, ROWS_PER_RING, readDecisions, type StoredDecision } from "./decision-lines";
import type { ToldRefusal } from "./told-refusal";

const decision = (n: number, fields: Partial<StoredDecision> = {}): StoredDecision => ({
  requestId: `req_${n}`,
  atMs: 1000 + n,
  outcome: "denied",
  reason: "missing_permission",
  endpoint: "/v1/{id}",
  method: "GET",
  status: 4,
  range: "192.0.2.0/24",
  ...fields,
});

test("200 decisions are kept of a key", () => {
  expect(MOST_DECISIONS).toBe(200);
});

test("whatever came in, in whatever portions: the latest 200 come back, newest first", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: MOST_DECISIONS }), { maxLength: 30 }), (sizes) => {
      const ring = new Map<number, { lap: number; text: string }>();
      let written = 0;
      for (const size of sizes) {
        const chunks = placeDecisions(
          written,
          Array.from({ length: size }, (_, index) => decision(written + index)),
        );
        for (const { slot, lap, text } of chunks) {
          const row = ring.get(slot);
          ring.set(slot, { lap, text: row?.lap === lap ? row.text + text : text });
        }
        written += size;
      }
      expect(ring.size).toBeLessThanOrEqual(ROWS_PER_RING);
      const rows = [...ring.values()].sort((a, b) => a.lap - b.lap).map(({ text }) => text);
      for (const text of rows) expect(text.split("\n").length - 1).toBeLessThanOrEqual(LINES_PER_ROW);
      const kept = Math.min(written, MOST_DECISIONS);
      expect(readDecisions(rows, MOST_DECISIONS)).toEqual(Array.from({ length: kept }, (_, index) => decision(written - 1 - index)));
    }),
  );
});

const TOLD: ToldRefusal = {
  facts: { required: "write", granted: ["read"], retryAfter: 17 },
  limit: [{ name: "minute", limit: 5, remaining: 0, windowSeconds: 60, resetSeconds: 17 }],
  isDegraded: true,
};

test("what a client was told of its refusal comes back, unless it was too long", () => {
  const told = decision(1, { told: TOLD });
  const tooLong = decision(2, { told: { ...TOLD, facts: { granted: ["x".repeat(2000)] } } });
  const rows = placeDecisions(0, [told, tooLong]).map(({ text }) => text);
  expect(rows.join("").length).toBeLessThan(500);
  expect(readDecisions(rows, 9)).toEqual([{ ...tooLong, told: undefined }, told]);
});

test("lines of before, and those of a later build, are read without it", () => {
  const line = '["req_1",1001,2,"missing_permission","/v1/{id}","GET",4,"192.0.2.0/24"';
  expect(readDecisions([`${line}]\n`], 9)).toEqual([decision(1)]);
  expect(readDecisions([`${line},[{"newer":1},[],0]]\n`], 9)).toEqual([decision(1)]);
});

test("texts of any kind survive", () => {
  const odd = decision(1, { endpoint: 'a\n"\\[', reason: "", outcome: "accepted", range: null, status: 0, requestId: "ü\u2028" });
  expect(
    readDecisions(
      placeDecisions(0, [odd]).map(({ text }) => text),
      9,
    ),
  ).toEqual([odd]);
});
