// What can be done with a key: paused, resumed, revoked.
"use client";
import { Ban, Pause, Play } from "lucide-react";
import { lazy, Suspense, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { KeyView } from "@/lib/core/schemas/key-view";

/** Loaded when it is first asked for. */
const RevokeDialog = lazy(async () => ({ default: (await import("./revoke-dialog")).RevokeDialog }));

type KeyAction = (key: string) => Promise<ActionState>;

/** What the page knows of the key. */
export type ActedKey = Pick<KeyView, "publicId" | "name" | "state" | "pausedAt" | "lastUsedAt" | "lastUsedFrom">;

interface KeyActionsProps {
  readonly apiKey: ActedKey;
  readonly pause: KeyAction;
  readonly resume: KeyAction;
  readonly revoke: KeyAction;
}

export function KeyActions({ apiKey, pause, resume, revoke }: KeyActionsProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const isPaused = apiKey.pausedAt !== null;
  const toggle = () => startSending(async () => setState(await (isPaused ? resume : pause)(apiKey.publicId)));
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        <Button onClick={toggle} disabled={isPending}>
          {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          {isPaused ? "Resume" : "Pause"}
        </Button>
        <Button look="danger" onClick={ask}>
          <Ban aria-hidden="true" />
          Revoke
        </Button>
      </div>
      {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
      {wasAsked && (
        <Suspense fallback={null}>
          <RevokeDialog apiKey={apiKey} isOpen={isAsking} onOpenChange={setAsking} revoke={revoke} />
        </Suspense>
      )}
    </div>
  );
}
