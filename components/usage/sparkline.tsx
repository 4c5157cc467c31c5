// Thirty days of a key in a row of a list: what was accepted above the line, what was refused below it, and both in words.
import { Fragment } from "react";
import type { KeySparkline } from "@/lib/core/schemas/usage-view";
import { barPath, scaleTop } from "@/lib/core/usage/bar-shape";
import { sparklineParts, sumPoints } from "@/lib/core/usage/usage-words";

const ABOVE = 100;
const BELOW = 50;

/** The words stand beside the drawing, which assistive technology does not read. */
export function Sparkline({ days }: { readonly days: KeySparkline }) {
  const totals = sumPoints(days);
  const refused = days.map(({ limited, denied }) => limited + denied);
  const isQuiet = totals.accepted + totals.limited + totals.denied === 0;
  return (
    <>
      {!isQuiet && (
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${days.length} ${ABOVE + BELOW}`}
          preserveAspectRatio="none"
          className="mb-1 block h-8 w-24 overflow-visible"
        >
          <path d={bars(days.map(({ accepted }) => accepted))} className="fill-good" />
          <line x1={0} x2={days.length} y1={ABOVE} y2={ABOVE} vectorEffect="non-scaling-stroke" className="stroke-1 stroke-line-strong" />
          {/* Mirrored at the line: refusals hang from it. */}
          <g transform={`translate(0 ${ABOVE + BELOW / 2}) scale(1 -1) translate(0 ${-BELOW / 2})`}>
            <path d={barPath(refused, scaleTop(Math.max(...refused)), BELOW)} className="fill-bad" />
          </g>
        </svg>
      )}
      <span className="block min-w-24 text-ink-soft text-xs tabular-nums">
        {sparklineParts(totals).map((part) => (
          <Fragment key={part}>
            <span className="whitespace-nowrap">{part}</span>{" "}
          </Fragment>
        ))}
        <span className="sr-only">in 30 days</span>
      </span>
    </>
  );
}

function bars(values: readonly number[]): string {
  return barPath(values, Math.max(1, ...values), ABOVE);
}
