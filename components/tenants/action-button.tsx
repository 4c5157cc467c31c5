// A button that does something at once, where that can be taken back.
"use client";
import { type ReactNode, useState, useTransition } from "react";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { useUndo } from "@/components/ui/undo";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";

/** What takes it back: the action, and what is said of what was done. */
export interface Opposite {
  /** `Removed.` */
  readonly words: string;
  readonly undo: () => Promise<ActionState>;
}

interface ActionButtonProps {
  readonly action: () => Promise<ActionState>;
  /** Left out = nothing offers to take it back. */
  readonly opposite?: Opposite;
  readonly look?: "plain" | "quiet" | "main";
  readonly children: ReactNode;
}

export function ActionButton({ action, opposite, look = "plain", children }: ActionButtonProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const offerUndo = useUndo();
  const send = () =>
    startSending(async () => {
      const answer = await answered(action());
      setState(answer);
      if (answer.kind !== "refused" && opposite !== undefined) offerUndo(opposite);
    });
  return (
    <span className="flex flex-col gap-1.5">
      <Button look={look} disabled={isPending} onClick={send}>
        {children}
      </Button>
      {state.kind === "refused" && (
        <span role="alert" className="font-medium text-bad text-sm">
          {state.problems[0]?.message}
        </span>
      )}
    </span>
  );
}
