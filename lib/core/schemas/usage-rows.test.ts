// What a query for usage may say, and how it is refused.
import { expect, test } from "vitest";
import { UNIT_MS } from "@/lib/core/usage/grains";
import { writeUsageCursor } from "./usage-cursor";
import { readUsageQuery } from "./usage-rows";

const NOW_MS = Date.parse("2026-11-25T12:34:56.500Z");
const read = (query: Record<string, unknown>) => readUsageQuery(query, NOW_MS, Date.parse);
const value = (query: Record<string, unknown>) => {
  const checked = read(query);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
};

test("nothing said: the last 30 UTC days by day, of everything", () => {
  expect(value({ keyId: null })).toEqual({
    keyId: null,
    tenantId: null,
    api: null,
    unit: "day",
    startMs: Date.parse("2026-10-27T00:00:00Z"),
    endMs: NOW_MS + 1,
    after: null,
  });
});

test("minutes of yesterday and today, where minutes are asked for and nothing else", () => {
  expect(value({ unit: "minute" }).startMs).toBe(Date.parse("2026-11-24T00:00:00Z"));
});

test("instants are milliseconds or RFC 3339 in any zone", () => {
  for (const start of ["1795564800000", "2026-11-25T00:00:00Z", "2026-11-25t01:00:00.000+01:00"]) {
    expect(value({ start }).startMs).toBe(1_795_564_800_000);
  }
});

test("a cursor leads on in a list by the same unit only", () => {
  const cursor = writeUsageCursor("hour", { startMs: 7_200_000, id: 42 });
  expect(value({ unit: "hour", cursor }).after).toEqual({ startMs: 7_200_000, id: 42 });
  expect(read({ unit: "day", cursor })).toMatchObject({ ok: false, problems: [{ field: "cursor" }] });
});

test("ids are taken as UUID in either case or as key_ id", () => {
  const uuid = "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE";
  expect(value({ keyId: uuid, tenantId: uuid })).toMatchObject({ keyId: uuid, tenantId: uuid.toLowerCase() });
  expect(value({ keyId: "key_0000000001" }).keyId).toBe("key_0000000001");
});

test.each<[string, Record<string, string>]>([
  ["start", { start: "yesterday" }],
  ["start", { start: "2026-11-25" }],
  ["start", { start: "2026-13-45T00:00:00Z" }],
  ["start", { start: "-5" }],
  ["start", { start: "999999999999999" }],
  ["end", { end: "1e3" }],
  ["end", { start: "2026-11-25T00:00:00Z", end: "2026-11-25T00:00:00Z" }],
  ["end", { start: "2026-11-25T00:00:00Z", end: "2026-11-24T00:00:00Z" }],
  ["start", { unit: "minute", start: String(NOW_MS - 2882 * UNIT_MS.minute) }],
  ["start", { unit: "hour", start: "2026-01-01T00:00:00Z" }],
  ["start", { unit: "day", start: "2001-01-01T00:00:00Z" }],
  ["unit", { unit: "week" }],
  ["keyId", { keyId: "key_1" }],
  ["tenantId", { tenantId: "acme" }],
  ["api", { api: "a\0b" }],
  ["cursor", { cursor: "AAAA" }],
  ["cursor", { cursor: "not base64url!" }],
  ["cursor", { cursor: "x".repeat(5000) }],
])("%s is refused in %j", (field, query) => {
  expect(read(query)).toMatchObject({ ok: false, problems: [{ field, code: "invalid" }] });
});
