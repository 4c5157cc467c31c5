// The calls of an API to tick: a row per path, a column per method, each of them ticked whole by the box that leads it.
"use client";
import { clsx } from "clsx";
import type { KeyboardEvent } from "react";
import { hasPermission } from "@/lib/core/grants/permits";
import { type Call, callsOf } from "@/lib/core/grants/reach";
import { callText, isOpenedAlong, type Selection, selectionOf, tickState, withTicks } from "@/lib/core/keys/call-selection";
import type { FormApi } from "@/lib/core/keys/form-api";
import { TickBox } from "./tick-box";

interface EndpointGridProps {
  readonly api: FormApi;
  /** Shows the paths that contain it; empty = all. */
  readonly filter: string;
  readonly calls: readonly string[];
  /** What the key is permitted so far: a ticked call that needs more is marked. */
  readonly permissions: readonly string[];
  readonly onCallsChange: (calls: readonly string[]) => void;
}

const METHOD_ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** By arrow keys the focus goes from box to box, as in a table of a spreadsheet; Tab goes through all of them. */
export function EndpointGrid({ api, filter, calls, permissions, onCallsChange }: EndpointGridProps) {
  const shown = callsOf(api).filter(({ path }) => path.toLowerCase().includes(filter.trim().toLowerCase()));
  const paths = [...new Set(shown.map(({ path }) => path))];
  const methods = METHOD_ORDER.filter((method) => shown.some((call) => call.method === method));
  const selection = selectionOf(calls);
  const boxOf = (some: readonly Call[], label: string, text?: string) => (
    <TickBox
      label={label}
      state={tickState(some, selection)}
      isDisabled={some.every((call) => isOpenedAlong(call, selection))}
      onTick={(isTicked) => onCallsChange(withTicks(calls, some, isTicked))}
      {...(text !== undefined && { text })}
    />
  );
  if (paths.length === 0) return <p className="text-ink-soft text-sm">No path contains this.</p>;
  return (
    <div className="relative isolate max-h-[32rem] overflow-auto rounded-md border border-line">
      <table className="w-full text-left text-sm" onKeyDown={moveFocus}>
        <caption className="sr-only">Calls of {api.name}</caption>
        <thead className="sticky top-0 z-10 bg-code text-ink-soft text-xs shadow-[0_1px_0_var(--line)]">
          <tr>
            <th scope="col" className="px-1 py-1 font-medium">
              <span className="flex items-center">
                {boxOf(shown, filter === "" ? "Every call" : "Every call shown")}
                <span aria-hidden="true">All</span>
              </span>
            </th>
            {methods.map((method) => (
              <th key={method} scope="col" className="w-14 py-1 text-center font-medium">
                {boxOf(
                  shown.filter((call) => call.method === method),
                  `${method} on every path${filter === "" ? "" : " shown"}`,
                  method,
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {paths.map((path) => {
            const row = shown.filter((call) => call.path === path);
            return (
              <tr key={path}>
                <th scope="row" className="min-w-44 px-1 py-0.5 font-normal">
                  <span className="flex items-center">
                    {boxOf(row, `Every method of ${path}`)}
                    <span className="min-w-0 py-1">
                      <span className="break-all font-mono text-[0.8125rem]">{path}</span>
                      <Needs calls={row} selection={selection} api={api} permissions={permissions} />
                    </span>
                  </span>
                </th>
                {methods.map((method) => {
                  const call = row.find((one) => one.method === method);
                  return (
                    <td key={method} className="p-0">
                      {call !== undefined &&
                        boxOf([call], `${callText(call)}${isOpenedAlong(call, selection) ? ", opened by a path above it" : ""}`)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface NeedsProps {
  readonly calls: readonly Call[];
  readonly selection: Selection;
  readonly api: FormApi;
  readonly permissions: readonly string[];
}

/** The permissions that the calls of a path need; in red where a ticked one needs what the key lacks. */
function Needs({ calls, selection, api, permissions }: NeedsProps) {
  const needed = [...new Set(calls.flatMap(({ permission }) => permission ?? []))];
  if (needed.length === 0) return null;
  const lacking = calls.flatMap((call) => {
    const isOpen = tickState([call], selection) === "all";
    return isOpen && !hasPermission(permissions, call.permission, api.openingPermission) ? (call.permission ?? []) : [];
  });
  const isLacking = lacking.length > 0;
  return (
    <span className={clsx("block text-xs", isLacking ? "font-medium text-bad" : "text-ink-soft")}>
      {isLacking ? `lacks the permission ${[...new Set(lacking)].join(", ")}` : `needs ${needed.join(", ")}`}
    </span>
  );
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Goes on over places without a box, to the edge of the table. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const step = STEPS[event.key];
  const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>("td, th");
  const row = cell?.parentElement;
  if (step === undefined || cell === null || !(row instanceof HTMLTableRowElement)) return;
  event.preventDefault();
  const { rows } = event.currentTarget;
  let [y, x] = [row.rowIndex + step[0], cell.cellIndex + step[1]];
  for (let place = rows[y]?.cells[x]; place !== undefined; [y, x] = [y + step[0], x + step[1]], place = rows[y]?.cells[x]) {
    const box = place.querySelector<HTMLInputElement>("input:not(:disabled)");
    if (box !== null) return box.focus();
  }
}
