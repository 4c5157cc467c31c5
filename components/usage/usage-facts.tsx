// The sums of a span of time: requests by outcome, how long they took, how much was sent.
import type { ReactNode } from "react";
import type { LatencyView, UsageTotals } from "@/lib/core/schemas/usage-view";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { bytesText, countText, latencyText, shareText } from "@/lib/core/usage/usage-words";
import { OUTCOME_LOOKS } from "./outcome-looks";

interface UsageFactsProps {
  readonly totals: UsageTotals;
  readonly latency: LatencyView;
  /** Left out = it is not told. */
  readonly bytes?: number;
}

export function UsageFacts({ totals, latency, bytes }: UsageFactsProps) {
  const all = totals.accepted + totals.limited + totals.denied;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      <Fact term="Requests" more={bytes === undefined ? undefined : `${bytesText(bytes)} sent`}>
        {countText(all)}
      </Fact>
      {OUTCOMES.map((outcome) => (
        <Fact key={outcome} term={OUTCOME_LOOKS[outcome].label} more={shareText(totals[outcome], all)}>
          {countText(totals[outcome])}
        </Fact>
      ))}
      <Fact term="Latency p50" more="half of the requests">
        {latencyText(latency.p50)}
      </Fact>
      <Fact term="Latency p95" more="95 of 100">
        {latencyText(latency.p95)}
      </Fact>
      <Fact term="Latency p99" more="99 of 100">
        {latencyText(latency.p99)}
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly term: string;
  readonly more?: string;
  readonly children: ReactNode;
}

function Fact({ term, more, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft text-sm">{term}</dt>
      <dd>
        <span className="block break-words font-semibold text-xl tabular-nums tracking-tight">{children}</span>
        {more !== undefined && <span className="block text-ink-soft text-xs tabular-nums">{more}</span>}
      </dd>
    </div>
  );
}
