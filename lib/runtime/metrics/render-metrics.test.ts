// Promises of `/metrics`: the text says exactly what the facts say, and README.md names what it tells.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aMetricFacts } from "@/lib/core/metrics/metric-facts-under-test";
import { METRICS } from "@/lib/core/metrics/metrics";
import { openMetrics } from "./open-metrics";
import { renderMetrics } from "./render-metrics";

const LINES = [
  'keyfuse_build_info{version="1.2.3"} 1',
  "keyfuse_ready 1",
  'keyfuse_requests_total{outcome="accepted"} 10',
  'keyfuse_requests_total{outcome="limited"} 11',
  'keyfuse_requests_total{outcome="denied"} 12',
  "keyfuse_unknown_refusals_total 13",
  'keyfuse_limiter_info{kind="redis"} 1',
  "keyfuse_limiter_degraded 1",
  "keyfuse_limiter_outages_total 20",
  "keyfuse_limiter_decided_alone_total 21",
  "keyfuse_limiter_refused_undecided_total 22",
  'keyfuse_windows_subjects{of="callers"} 1',
  'keyfuse_windows_subjects{of="failures"} 4',
  'keyfuse_windows_bytes{of="callers"} 2',
  'keyfuse_windows_bytes{of="failures"} 5',
  'keyfuse_windows_ceiling_bytes{of="callers"} 3',
  'keyfuse_windows_ceiling_bytes{of="failures"} 6',
  "keyfuse_counting 0",
  "keyfuse_usage_unfolded_sums 30",
  "keyfuse_usage_fold_lag_seconds 0.25",
  "keyfuse_journal_short 1",
  "keyfuse_journal_segment 31",
  "keyfuse_keys_cached 40",
  "keyfuse_keys_trusted_seconds 0.75",
];

test("each fact is one line under its help and type", async () => {
  const lines = (await renderMetrics(aMetricFacts())).split("\n").filter((line) => line !== "");
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual(LINES);
  for (const { name, kind, help } of METRICS) {
    const at = lines.indexOf(`# HELP ${name} ${help}`);
    expect(lines[at + 1], name).toBe(`# TYPE ${name} ${kind}`);
  }
});

describe("open metrics", () => {
  test("tell of Keyfuse and of its process, anew at each scrape", async () => {
    let accepted = 1;
    const read = async () => ({ ...aMetricFacts(), requests: { ...aMetricFacts().requests, accepted: accepted++ } });
    const metrics = openMetrics({ from: [], read });
    for (const expected of [1, 2]) {
      const text = await metrics.render();
      expect(text).toContain(`\nkeyfuse_requests_total{outcome="accepted"} ${expected}\n`);
      expect(text).toMatch(/\nprocess_resident_memory_bytes \d+\n/);
      expect(text.endsWith("\n")).toBe(true);
    }
  });

  test.each([
    ["10.9.8.7", true],
    ["::1", true],
    ["10.10.0.1", false],
    ["127.0.0.1", false],
    ["", false],
  ])("are for %j: %s", (address, expected) => {
    expect(openMetrics({ from: ["10.9.0.0/16", "::1"], read: async () => aMetricFacts() }).isFor(address)).toBe(expected);
  });
});

test("README.md names every metric with its help, and no other", () => {
  const readme = readFileSync("README.md", "utf8");
  const rows = [...readme.matchAll(/^\| `(keyfuse_\w+)`(?: by `\w+`)? \| (.*) \|$/gm)].map(([, name, help]) => ({ name, help }));
  expect(rows).toEqual(METRICS.map(({ name, help }) => ({ name, help })));
});
