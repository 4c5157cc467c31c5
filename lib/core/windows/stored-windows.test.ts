// Plan windows in one column: nothing is lost on the way in and out, and what a change leaves out stays.
import { expect, test } from "vitest";
import { storedWindows, windowsOfPlan } from "./stored-windows";

const MINUTE = { limit: 10, seconds: 60 };
const HOUR = { limit: 100, seconds: 3600 };

test("rows from before accounts and tenants had windows are read as they were", () => {
  expect(windowsOfPlan([MINUTE, HOUR])).toEqual({ windows: [MINUTE, HOUR] });
});

test("what is stored is read back", () => {
  const windows = { windows: [MINUTE], accountWindows: [HOUR], tenantWindows: [MINUTE, HOUR] };
  expect(windowsOfPlan(storedWindows([], windows))).toEqual(windows);
});

test("a change keeps what it does not name, and an empty list removes", () => {
  const before = storedWindows([], { windows: [MINUTE], accountWindows: [HOUR], tenantWindows: [HOUR] });
  expect(windowsOfPlan(storedWindows(before, { windows: [HOUR] }))).toEqual({
    windows: [HOUR],
    accountWindows: [HOUR],
    tenantWindows: [HOUR],
  });
  expect(windowsOfPlan(storedWindows(before, { accountWindows: [] }))).toEqual({ windows: [MINUTE], tenantWindows: [HOUR] });
});
