// Where the latest requests of a key came from: each range of addresses with how often and when last.
import { Instant } from "@/components/ui/instant";
import { instantText } from "@/lib/core/instant";
import type { DecisionView } from "@/lib/core/schemas/usage-view";
import { callersOf } from "@/lib/core/usage/callers";
import { countText } from "@/lib/core/usage/usage-words";

const MOST_SHOWN = 10;

/** Of decisions that are at hand: nothing more is asked for. */
export function CallerList({ decisions }: { readonly decisions: readonly DecisionView[] }) {
  const callers = callersOf(decisions);
  const rest = callers.length - MOST_SHOWN;
  return (
    <>
      <p className="-mt-2 mb-3 text-ink-soft text-sm">
        {decisions.length === 1
          ? "Of the latest request."
          : `Of the latest ${countText(decisions.length)} requests, whatever became of them.`}
      </p>
      <ul aria-label="Called from" className="divide-y divide-line">
        {callers.slice(0, MOST_SHOWN).map(({ range, count, lastAtMs }) => (
          <li key={range ?? ""} className="flex gap-4 py-2.5 text-sm leading-relaxed first:pt-0 last:pb-0">
            <span className="w-16 shrink-0 text-right font-medium tabular-nums">{countText(count)}</span>
            <span className="min-w-0">
              <span className="block break-all font-mono text-[0.8125rem]">{range ?? "Not known"}</span>
              <span className="block text-ink-soft">
                Last <Instant at={instantText(lastAtMs)} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="mt-3 text-ink-soft text-sm">{rest === 1 ? "And one more range." : `And ${rest} more ranges.`}</p>}
    </>
  );
}
