// The counts of a chart as a table.
import type { UsagePoint } from "@/lib/core/schemas/usage-view";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { type ChartUnit, unitText } from "@/lib/core/usage/unit-names";
import { countText } from "@/lib/core/usage/usage-words";
import { OUTCOME_LOOKS } from "./outcome-looks";

interface PointTableProps {
  readonly label: string;
  readonly unit: ChartUnit;
  readonly points: readonly UsagePoint[];
}

const FIRST_COLUMN = { hour: "Hour (UTC)", day: "Day (UTC)" } as const;

/** Sent to the browser, so without the shell of other tables, whose class merging weighs more than this. */
export function PointTable({ label, unit, points }: PointTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto rounded-lg border border-line">
      <table className="w-full text-right text-sm tabular-nums">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 bg-surface text-ink-soft">
          <tr>
            <th scope="col" className="px-1.5 py-2 pl-3 text-left font-medium sm:px-3">
              {FIRST_COLUMN[unit]}
            </th>
            {OUTCOMES.map((outcome) => (
              <th key={outcome} scope="col" className="px-1.5 py-2 font-medium last:pr-3 sm:px-3">
                {OUTCOME_LOOKS[outcome].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {points.map((point) => (
            <tr key={point.startMs}>
              <th scope="row" className="px-1.5 py-1.5 pl-3 text-left font-normal sm:px-3">
                {unitText(point.startMs, unit)}
              </th>
              {OUTCOMES.map((outcome) => (
                <td key={outcome} className="px-1.5 py-1.5 last:pr-3 sm:px-3">
                  {countText(point[outcome])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
