// Requests over time: accepted, limited and denied each on its own scale above one time axis, or as a table.
"use client";
import { ChartColumn, Table2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { UsagePoint } from "@/lib/core/schemas/usage-view";
import { indexAfterKey, indexAt } from "@/lib/core/usage/bar-shape";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { type ChartUnit, unitText } from "@/lib/core/usage/unit-names";
import { totalsText } from "@/lib/core/usage/usage-words";
import { ChartPanel } from "./chart-panel";
import { PointTable } from "./point-table";
import { TimeAxis } from "./time-axis";

interface UsageChartProps {
  /** What is counted: "Requests of the last 30 days". */
  readonly label: string;
  readonly unit: ChartUnit;
  /** The oldest first; at least one. */
  readonly points: readonly UsagePoint[];
}

export function UsageChart({ label, unit, points }: UsageChartProps) {
  const [isTable, setTable] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const shown = pointed === null ? undefined : points[pointed];
  return (
    <figure aria-label={label} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        {/* Assistive technology is told by the slider itself. */}
        <p aria-hidden="true" className="min-h-10 w-full text-sm tabular-nums sm:min-h-5 sm:w-auto">
          {shown === undefined ? (
            <span className="text-ink-soft">
              {isTable ? "Every count" : "Point at the chart, or move through it with the arrow keys"}. UTC.
            </span>
          ) : (
            <>
              <strong className="font-medium">{unitText(shown.startMs, unit)}</strong>: {totalsText(shown)}
            </>
          )}
        </p>
        <Button onClick={() => setTable(!isTable)}>
          {isTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
          {isTable ? "Show as chart" : "Show as table"}
        </Button>
      </div>
      {isTable ? (
        <PointTable label={label} unit={unit} points={points} />
      ) : (
        <Panels label={label} unit={unit} points={points} pointed={pointed} onPoint={setPointed} />
      )}
    </figure>
  );
}

interface PanelsProps extends UsageChartProps {
  readonly pointed: number | null;
  readonly onPoint: (index: number | null) => void;
}

/** One slider over the three panels: its value is a unit of time, and its text what was counted then. */
function Panels({ label, unit, points, pointed, onPoint }: PanelsProps) {
  const hint = useId();
  const plot = useRef<SVGSVGElement>(null);
  const [marker, setMarker] = useState(points.length - 1);
  const marked = points[marker];
  const moveByKey = (event: KeyboardEvent) => {
    const next = indexAfterKey(event.key, marker, points.length);
    if (next === null) return;
    event.preventDefault();
    setMarker(next);
    onPoint(next);
  };
  const moveByPointer = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined) return;
    const next = indexAt(event.clientX - box.left, box.width, points.length);
    if (next !== null) setMarker(next);
    onPoint(next);
  };
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={hint}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={marker + 1}
        aria-valuetext={marked === undefined ? undefined : `${unitText(marked.startMs, unit)}: ${totalsText(marked)}`}
        onKeyDown={moveByKey}
        onFocus={() => onPoint(marker)}
        onBlur={() => onPoint(null)}
        onPointerMove={moveByPointer}
        onPointerDown={moveByPointer}
        onPointerLeave={({ currentTarget }) => onPoint(currentTarget === document.activeElement ? marker : null)}
        className="flex touch-pan-y flex-col gap-4 rounded-md"
      >
        {OUTCOMES.map((outcome, row) => (
          <ChartPanel
            key={outcome}
            outcome={outcome}
            values={points.map((point) => point[outcome])}
            pointed={pointed}
            plotRef={row === 0 ? plot : undefined}
          />
        ))}
        <TimeAxis starts={points.map(({ startMs }) => startMs)} unit={unit} />
      </div>
      <p id={hint} className="sr-only">
        Arrow keys move from one {unit} to the next, Page Up and Page Down over several, Home and End to the first and the last.
      </p>
    </>
  );
}
