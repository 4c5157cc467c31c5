// Writes metrics in Prometheus' text format. Nothing is measured between scrapes: what is told was counted anyway.
import { Counter, Gauge, Registry } from "prom-client";
import { METRICS, type MetricFacts } from "@/lib/core/metrics/metrics";

/** What the text is (Prometheus exposition formats, text-based format 0.0.4). */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** The metrics of Keyfuse's own as text; those that have nothing to tell are left out. */
export function renderMetrics(facts: MetricFacts): Promise<string> {
  const registry = new Registry();
  for (const { name, kind, help, read } of METRICS) {
    const samples = read(facts);
    const [first] = samples;
    if (first === undefined) continue;
    const settings = { name, help, labelNames: Object.keys(first.labels), registers: [registry] };
    if (kind === "counter") {
      const counter = new Counter(settings);
      for (const { labels, value } of samples) counter.inc(labels, value);
    } else {
      const gauge = new Gauge(settings);
      for (const { labels, value } of samples) gauge.set(labels, value);
    }
  }
  return registry.metrics();
}
