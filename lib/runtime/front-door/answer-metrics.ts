// Tells the metrics to those who may read them; for anybody else there is no such page.
import type { Answer } from "@/lib/core/http";
import type { Metrics } from "@/lib/runtime/metrics/open-metrics";
import { METRICS_TYPE } from "@/lib/runtime/metrics/render-metrics";
import { isReading, refuseMethod } from "./health";
import type { Reception } from "./reception";

const encoder = new TextEncoder();

/**
 * The answer to `/metrics` for a client that they are told to; null for anybody else and for another path. Who was passed on by somebody
 * that is not believed may be anybody. As at a probe, any host will do, except on this machine: a browser here may have been led to it
 * under a stranger's name.
 */
export function answerMetrics(reception: Reception, method: string, metrics: Metrics): Answer | Promise<Answer> | null {
  const { route, context, isRelayed, refusal } = reception;
  if (route.path !== "/metrics" || route.kind === "api" || refusal !== null) return null;
  if (isRelayed || !metrics.isFor(context.peer)) return null;
  if (route.kind === "misdirected" && context.isLocal) return null;
  if (!isReading(method)) return refuseMethod();
  return metrics.render().then((text) => ({
    status: 200,
    headers: [
      ["content-type", METRICS_TYPE],
      ["cache-control", "no-store"],
    ],
    body: encoder.encode(text),
  }));
}
