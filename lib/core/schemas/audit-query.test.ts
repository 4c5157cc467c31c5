// The audit is asked for by days, by what a field of a page sends, and by instants; whatever else stands there narrows nothing.
import { expect, test } from "vitest";
import { readAuditFilter, readAuditTime } from "./audit-query";

test.each([
  ["2026-11-21", "2026-11-21T00:00:00Z", 86_400_000],
  ["2026-11-21T10:30", "2026-11-21T10:30:00Z", 60_000],
  ["2026-11-21T10:30Z", "2026-11-21T10:30:00Z", 60_000],
  ["2026-11-21T10:30:05", "2026-11-21T10:30:05Z", 1000],
  ["2026-11-21T10:30:05Z", "2026-11-21T10:30:05Z", 1000],
  ["2026-11-21T10:30:05+02:00", "2026-11-21T10:30:05+02:00", 1000],
  ["2026-11-21T10:30:05.250-05:30", "2026-11-21T10:30:05.250-05:30", 1],
])("%s begins at %s and lasts %d ms", (text, at, lengthMs) => {
  expect(readAuditTime(text)).toEqual({ at, lengthMs });
  expect(Date.parse(at)).not.toBeNaN();
});

test.each([
  ...["yesterday", "", "2026-02-31", "2026-02-31T10:00", "2026-11-21T24:00", "2026-11-21T10:30:05+25:00", "2026-11-21T10:30Z:00"],
  ...["2026-11-21 10:30", "1700000000000", "2026-11-21T10:30:05.2500Z", "2026-11-21T10:30:05Z\n"],
])("%j is no time", (text) => expect(readAuditTime(text)).toBeNull());

test("a plus of an offset that nobody escaped is one still", () => {
  expect(readAuditFilter({ from: "2026-11-21T10:30:05 02:00", until: "2026-11-21t10:30:05z" })).toMatchObject({
    from: "2026-11-21T10:30:05+02:00",
    until: "2026-11-21T10:30:05Z",
  });
});
