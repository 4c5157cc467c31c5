// The state of a key as its page shows it: pausing and resuming are seen at once, and set back where they were refused.
"use client";
import { createContext, type ReactNode, useContext, useOptimistic } from "react";
import { Badge } from "@/components/ui/badge";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { KEY_STATE_LABELS } from "./key-states";

interface ShownState {
  readonly isPaused: boolean;
  /** Within a transition: shown until that ends. */
  readonly showPaused: (isPaused: boolean) => void;
}

const ShownStateContext = createContext<ShownState>({ isPaused: false, showPaused: () => {} });

interface ShownKeyStateProps {
  readonly apiKey: Pick<KeyView, "pausedAt">;
  readonly children: ReactNode;
}

/** Stands around the badge of a key and the button that pauses it. */
export function ShownKeyState({ apiKey, children }: ShownKeyStateProps) {
  const [isPaused, showPaused] = useOptimistic(apiKey.pausedAt !== null);
  return <ShownStateContext value={{ isPaused, showPaused }}>{children}</ShownStateContext>;
}

export function useShownState(): ShownState {
  return useContext(ShownStateContext);
}

export function KeyStateBadge({ state }: Pick<KeyView, "state">) {
  const { isPaused } = useShownState();
  const isLasting = state === "expired" || state === "revoked";
  const { label, tone } = KEY_STATE_LABELS[isLasting ? state : isPaused ? "paused" : "active"];
  return <Badge tone={tone}>{label}</Badge>;
}
