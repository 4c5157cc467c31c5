// Promises of the metrics: names and labels that monitoring systems take, and nothing about what an instance does not have.
import { expect, test } from "vitest";
import { aMetricFacts } from "./metric-facts-under-test";
import { METRICS } from "./metrics";

test("names are Prometheus's: lower case, ours, counters end in _total, and none comes twice", () => {
  for (const { name, kind } of METRICS) {
    expect(name).toMatch(/^keyfuse_[a-z]+(?:_[a-z]+)*$/);
    expect(name.endsWith("_total"), name).toBe(kind === "counter");
  }
  expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
});

test("without a journal and without windows of callers nothing is told of them", () => {
  const facts = aMetricFacts();
  const bare = { ...facts, windows: facts.windows.slice(1), counting: { ...facts.counting, journal: null } };
  const told = new Map(METRICS.map(({ name, read }) => [name, read(bare)]));
  expect([...told].filter(([, samples]) => samples.length === 0).map(([name]) => name)).toEqual([
    "keyfuse_usage_fold_lag_seconds",
    "keyfuse_journal_short",
    "keyfuse_journal_segment",
  ]);
  expect(told.get("keyfuse_windows_bytes")).toEqual([{ labels: { of: "failures" }, value: 5 }]);
});
