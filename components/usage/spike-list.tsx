// Hours and days whose refusals stand out.
import { reasonTitle } from "@/lib/core/denials/reason-words";
import type { UsageOverview } from "@/lib/core/schemas/usage-view";
import { unitText } from "@/lib/core/usage/unit-names";
import { countText } from "@/lib/core/usage/usage-words";

export function SpikeList({ spikes, unit }: Pick<UsageOverview, "spikes" | "unit">) {
  if (spikes.length === 0) return <p className="text-ink-soft text-sm">No {unit} stands out by its refusals.</p>;
  return (
    <ul className="divide-y divide-line">
      {spikes.map(({ startMs, refused, usual, reason }) => (
        <li key={startMs} className="flex flex-wrap gap-x-3 gap-y-0.5 py-2.5 text-sm first:pt-0 last:pb-0">
          <span className="min-w-36 font-medium tabular-nums">{unitText(startMs, unit)}</span>
          <span>
            <strong className="font-medium tabular-nums">{countText(refused)}</strong>{" "}
            {`refusals, usually ${countText(Math.round(usual))}; most of them: ${reasonTitle(reason)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
