// The time axis that the panels of a chart share.
import { clsx } from "clsx";
import { axisTicks, type ChartUnit } from "@/lib/core/usage/unit-names";
import { SCALE_WIDTH } from "./chart-panel";

/** As many labels as fit: few on a phone, more elsewhere. */
const FEW = 3;
const MANY = 8;

export function TimeAxis({ starts, unit }: { readonly starts: readonly number[]; readonly unit: ChartUnit }) {
  return (
    <div className={clsx("-mt-2 grid gap-x-2 text-ink-soft text-xs tabular-nums", SCALE_WIDTH)}>
      <span />
      <Labels starts={starts} unit={unit} most={FEW} className="sm:hidden" />
      <Labels starts={starts} unit={unit} most={MANY} className="max-sm:hidden" />
    </div>
  );
}

interface LabelsProps {
  readonly starts: readonly number[];
  readonly unit: ChartUnit;
  readonly most: number;
  readonly className: string;
}

/** Each label stands in the columns from its own unit to the next label's, so that no position is computed in styles. */
function Labels({ starts, unit, most, className }: LabelsProps) {
  const ticks = axisTicks(starts, unit, most);
  return (
    <svg aria-hidden="true" className={clsx("h-5 w-full overflow-visible", className)}>
      {ticks.map(({ index, text }) => {
        const place = `${(index / starts.length) * 100}%`;
        return (
          <g key={index}>
            <line x1={place} x2={place} y1={0} y2={5} className="stroke-line-strong" />
            <text x={place} y={17} dx={index === 0 ? 0 : -2} className="fill-ink-soft">
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
