// What `/metrics` of a serving process tells, and to whom.
import { collectDefaultMetrics, Registry } from "prom-client";
import { addressIn, parseBlock } from "@/lib/core/grants/addresses";
import type { MetricFacts } from "@/lib/core/metrics/metrics";
import { renderMetrics } from "./render-metrics";

/** The metrics of this process. */
export interface Metrics {
  /** Whether they are told to a client of that address. */
  readonly isFor: (address: string) => boolean;
  /** They as they stand, in Prometheus' text format. */
  readonly render: () => Promise<string>;
}

export interface MetricsOptions {
  /** Address blocks of the clients that they are told to. */
  readonly from: readonly string[];
  readonly read: () => Promise<MetricFacts>;
}

/** Opens them. Called once in a process: what Node tells of it (event loop, collections of garbage, memory) is watched from here on. */
export function openMetrics({ from, read }: MetricsOptions): Metrics {
  const blocks = from.map(parseBlock).filter((block) => block !== null);
  const ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode });
  return {
    isFor: (address) => addressIn(address, blocks),
    render: async () => (await Promise.all([read().then(renderMetrics), ofNode.metrics()])).join("\n"),
  };
}
