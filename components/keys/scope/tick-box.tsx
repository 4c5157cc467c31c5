// A box of the grid: ticked, not ticked, or, over several calls, ticked in part.
"use client";
import type { TickState } from "@/lib/core/keys/call-selection";

interface TickBoxProps {
  /** What it ticks; for screen readers. */
  readonly label: string;
  readonly state: TickState;
  readonly isDisabled?: boolean;
  readonly onTick: (isTicked: boolean) => void;
  /** Stands beside the box. */
  readonly text?: string;
}

/** The browser's own box, as tall as a finger. What is ticked in part is ticked whole by a press. */
export function TickBox({ label, state, isDisabled = false, onTick, text }: TickBoxProps) {
  return (
    <label className="flex min-h-11 min-w-11 cursor-pointer flex-col items-center justify-center gap-1 px-1 has-disabled:cursor-not-allowed">
      {text !== undefined && <span aria-hidden="true">{text}</span>}
      <input
        ref={(box) => {
          if (box === null) return;
          box.indeterminate = state === "some";
          // A box that was ticked before the page listened shows again what holds.
          box.checked = state === "all";
        }}
        type="checkbox"
        aria-label={label}
        checked={state === "all"}
        disabled={isDisabled}
        onChange={() => onTick(state !== "all")}
        className="size-5 cursor-pointer accent-accent disabled:cursor-not-allowed"
      />
    </label>
  );
}
