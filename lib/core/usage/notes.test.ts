// What is worth a note, and what is not.
import { expect, test } from "vitest";
import { assessActivity, describeNote, type KeyActivity } from "./notes";
import { windowUses } from "./window-use";

const QUIET: KeyActivity = { asked: 0, refused: 0, windows: [] };
const minute = (used: number, limit = 100) => ({ window: "minute", used, limit });

test.each<[string, Partial<KeyActivity>, readonly string[]]>([
  ["nothing", {}, []],
  ["every fifth denied", { asked: 100, refused: 20 }, []],
  ["more than every fifth denied", { asked: 100, refused: 21 }, ["denied_share"]],
  ["all of too few denied", { asked: 19, refused: 19 }, []],
  ["four fifths of a window", { windows: [minute(80)] }, []],
  ["more than four fifths of a window", { windows: [minute(81)] }, ["near_limit"]],
  ["a window of very few", { windows: [minute(4, 4)] }, []],
  ["both", { asked: 30, refused: 30, windows: [minute(100)] }, ["denied_share", "near_limit"]],
])("%s", (_name, activity, kinds) => {
  expect(assessActivity({ ...QUIET, ...activity }).map(({ kind }) => kind)).toEqual(kinds);
});

test("the fullest of several windows is told", () => {
  const windows = [minute(85), { window: "hour", used: 990, limit: 1000 }, minute(90)];
  expect(assessActivity({ ...QUIET, windows })).toEqual([{ kind: "near_limit", facts: windows[1] }]);
});

test("sentences name what was found", () => {
  expect(describeNote("denied_share", { refused: 30, asked: 100 })).toBe("30 of 100 requests within an hour were denied.");
  expect(describeNote("new_range", { range: "192.0.2.0/24" })).toBe("First request from the address range 192.0.2.0/24.");
  expect(describeNote("first_use_after_pause", { pausedDays: 33 })).toBe("Used again after 33 days without a request.");
  expect(describeNote("near_limit", { window: "minute", used: 81, limit: 100 })).toBe('81 of 100 units are used in the window "minute".');
  expect(describeNote("near_limit", { window: "quota-month", used: 81, limit: 100 })).toBe(
    "81 of 100 units are used in the quota (month).",
  );
});

test("windows are judged by the fullest neighbours that fit into them, and quotas by their period", () => {
  const taken = { minutes: [9, 1, 1, 5, 5, 0], hours: [100, 0, 0, 50, 60], inQuota: 7 };
  const plan = {
    windows: [
      { limit: 10, seconds: 1 },
      { limit: 10, seconds: 60 },
      { limit: 10, seconds: 150 },
      { limit: 10, seconds: 3600 },
      { limit: 10, seconds: 7200 },
      { limit: 10, seconds: 86_400 },
      { limit: 10, seconds: 604_800 },
    ],
    quota: { limit: 10, period: "day" as const },
  };
  expect(windowUses(plan, taken).map(({ window, used }) => [window, used])).toEqual([
    ["minute", 9],
    ["150s", 10],
    ["hour", 21],
    ["7200s", 110],
    ["day", 210],
    ["quota-day", 7],
  ]);
  expect(windowUses({ ...plan, windows: [] }, { ...taken, inQuota: null })).toEqual([]);
});
