// Facts for tests of metrics: every number another one, so that no two can be mistaken for each other.
import type { MetricFacts } from "./metrics";

/** An instance in an outage of its shared limiter. */
export function aMetricFacts(): MetricFacts {
  return {
    version: "1.2.3",
    isReady: true,
    limiter: { kind: "redis", isDegraded: true, outages: 20, decidedAlone: 21, refusedUndecided: 22 },
    windows: [
      { of: "callers", subjects: 1, bytes: 2, ceilingBytes: 3 },
      { of: "failures", subjects: 4, bytes: 5, ceilingBytes: 6 },
    ],
    requests: { accepted: 10, limited: 11, denied: 12, unknownRefusals: 13 },
    counting: { canCount: false, unfolded: 30, journal: { isShort: true, segment: 31, foldLagSeconds: 0.25 } },
    keys: { cached: 40, trustedSeconds: 0.75 },
  };
}
