// One outcome's bars on a scale of their own.
import { clsx } from "clsx";
import type { RefObject } from "react";
import { barPath, scaleTop } from "@/lib/core/usage/bar-shape";
import type { Outcome } from "@/lib/core/usage/outcome";
import { countText, shortCount } from "@/lib/core/usage/usage-words";
import { OUTCOME_LOOKS } from "./outcome-looks";

interface ChartPanelProps {
  readonly outcome: Outcome;
  readonly values: readonly number[];
  /** The unit that is pointed at; null = none. */
  readonly pointed: number | null;
  readonly plotRef?: RefObject<SVGSVGElement | null>;
}

const HEIGHT = 100;

/** Room for the numbers of the scale; the axis leaves the same. */
export const SCALE_WIDTH = "grid-cols-[2.75rem_minmax(0,1fr)]";

export function ChartPanel({ outcome, values, pointed, plotRef }: ChartPanelProps) {
  const { label, Icon, fill, ink } = OUTCOME_LOOKS[outcome];
  const sum = values.reduce((total, value) => total + value, 0);
  const top = scaleTop(Math.max(0, ...values));
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-center gap-1.5 text-sm">
        <Icon aria-hidden="true" className={clsx("size-4 shrink-0", ink)} />
        <span className="font-medium">{label}</span>
        <span className="text-ink-soft tabular-nums">{sum === 0 ? "none" : countText(sum)}</span>
      </p>
      <div className={clsx("grid gap-x-2", SCALE_WIDTH)}>
        <div className="flex flex-col justify-between text-right text-ink-soft text-xs leading-none tabular-nums">
          <span>{sum === 0 ? "" : shortCount(top)}</span>
          <span>0</span>
        </div>
        <svg
          ref={plotRef}
          aria-hidden="true"
          viewBox={`0 0 ${values.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={clsx("block w-full overflow-visible border-line-strong border-b", sum === 0 ? "h-5" : "h-20")}
        >
          {sum > 0 && [0, HEIGHT / 2].map((y) => <Rule key={y} y={y} width={values.length} />)}
          {pointed !== null && <rect x={pointed} y={0} width={1} height={HEIGHT} className="fill-ink/15" />}
          <path d={barPath(values, top, HEIGHT)} className={fill} />
        </svg>
      </div>
    </div>
  );
}

function Rule({ y, width }: { readonly y: number; readonly width: number }) {
  return <line x1={0} x2={width} y1={y} y2={y} vectorEffect="non-scaling-stroke" className="stroke-1 stroke-line" />;
}
