// The keys that are ticked in a list, and what is done with all of them at once.
"use client";
import { createContext, type ReactNode, useContext, useState } from "react";
import { TickBox } from "@/components/keys/scope/tick-box";
import type { SelectedKey } from "@/lib/core/keys/bulk-step";
import { BulkBar } from "./bulk-bar";
import type { ChangeListed } from "./use-bulk-run";

interface Selection {
  /** Public ids of keys that can be ticked, in the order of the list. */
  readonly offered: readonly string[];
  readonly ticked: ReadonlySet<string>;
  readonly tick: (publicIds: readonly string[], isTicked: boolean) => void;
}

const SelectionContext = createContext<Selection>({ offered: [], ticked: new Set(), tick: () => {} });

interface KeySelectionProps {
  /** Those of the page that the member may change; what is ticked on one page is forgotten on the next. */
  readonly keys: readonly SelectedKey[];
  readonly nowMs: number;
  readonly changeListed: ChangeListed;
  /** The list. */
  readonly children: ReactNode;
}

export function KeySelection({ keys, nowMs, changeListed, children }: KeySelectionProps) {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const selected = keys.filter(({ publicId }) => ids.has(publicId));
  const tick = (publicIds: readonly string[], isTicked: boolean) => {
    const others = selected.map(({ publicId }) => publicId).filter((id) => !publicIds.includes(id));
    setIds(new Set(isTicked ? [...others, ...publicIds] : others));
  };
  const selection = { offered: keys.map(({ publicId }) => publicId), ticked: new Set(selected.map(({ publicId }) => publicId)), tick };
  return (
    <SelectionContext value={selection}>
      {children}
      <BulkBar selected={selected} nowMs={nowMs} changeListed={changeListed} onClear={() => setIds(new Set())} />
    </SelectionContext>
  );
}

/** Ticks every key of the page that can be ticked. */
export function TickPage() {
  const { offered, ticked, tick } = useContext(SelectionContext);
  const state = ticked.size === 0 ? "none" : ticked.size === offered.length ? "all" : "some";
  return (
    <TickBox label="All keys on this page" state={state} isDisabled={offered.length === 0} onTick={(isTicked) => tick(offered, isTicked)} />
  );
}

/** Nothing for a key that the member cannot change. */
export function TickKey({ publicId, name }: { readonly publicId: string; readonly name: string }) {
  const { offered, ticked, tick } = useContext(SelectionContext);
  if (!offered.includes(publicId)) return null;
  return (
    <TickBox label={`Select ${name}`} state={ticked.has(publicId) ? "all" : "none"} onTick={(isTicked) => tick([publicId], isTicked)} />
  );
}
