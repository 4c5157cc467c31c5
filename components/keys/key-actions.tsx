// What can be done with a key: paused, resumed, revoked.
"use client";
import { Ban, Pause, Play } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useUndo } from "@/components/ui/undo";
import { useAsking } from "@/components/ui/use-asking";
import { wasUsedLately } from "@/lib/core/keys/recent-use";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { useShownState } from "./shown-state";

/** Loaded when it is first asked for. */
const RevokeDialog = lazy(async () => ({ default: (await import("./revoke-dialog")).RevokeDialog }));

type KeyAction = (key: string) => Promise<ActionState>;

/** What the page knows of the key. */
export type ActedKey = Pick<KeyView, "publicId" | "name" | "lastUsedAt" | "lastUsedFrom">;

interface KeyActionsProps {
  readonly apiKey: ActedKey;
  readonly pause: KeyAction;
  readonly resume: KeyAction;
  readonly revoke: (key: string, typedName: string) => Promise<ActionState>;
  /** Admitted requests of the last 24 hours; null = not known. */
  readonly requestsOfDay: number | null;
  /** Now, in milliseconds since the epoch, by the server's clock. */
  readonly nowMs: number;
  /** What else may be done, before and after. */
  readonly first?: ReactNode;
  readonly last?: ReactNode;
}

export function KeyActions({ apiKey, pause, resume, revoke, requestsOfDay, nowMs, first, last }: KeyActionsProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [, startSending] = useTransition();
  const { isLoaded, isAsking, setAsking, ask } = useAsking();
  const { isPaused, showPaused } = useShownState();
  const offerUndo = useUndo();
  const toggle = () =>
    startSending(async () => {
      const [act, opposite, words] = isPaused ? ([resume, pause, "Resumed."] as const) : ([pause, resume, "Paused."] as const);
      showPaused(!isPaused);
      const answer = await act(apiKey.publicId);
      setState(answer);
      if (answer.kind !== "refused") offerUndo({ words, undo: () => opposite(apiKey.publicId) });
    });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        {first}
        <Button onClick={toggle}>
          {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          {isPaused ? "Resume" : "Pause"}
        </Button>
        <Button look="danger" onClick={ask}>
          <Ban aria-hidden="true" />
          Revoke
        </Button>
        {last}
      </div>
      {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
      {isLoaded && (
        <Suspense fallback={null}>
          <RevokeDialog
            apiKey={apiKey}
            requestsOfDay={requestsOfDay}
            isNamed={wasUsedLately(apiKey.lastUsedAt === null ? null : Date.parse(apiKey.lastUsedAt), nowMs)}
            isOpen={isAsking}
            onOpenChange={setAsking}
            revoke={revoke}
          />
        </Suspense>
      )}
    </div>
  );
}
