// Asks before something is done.
"use client";
import { type ReactNode, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useUndo } from "@/components/ui/undo";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { Opposite } from "./action-button";
import type { OpenedDialog } from "./dialog-button";

interface ConfirmDialogProps extends OpenedDialog {
  readonly title: string;
  readonly description: ReactNode;
  readonly confirmLabel: string;
  readonly action: () => Promise<ActionState>;
  /** Left out = it cannot be taken back. */
  readonly opposite?: Opposite;
}

export function ConfirmDialog({ isOpen, onOpenChange, title, description, confirmLabel, action, opposite }: ConfirmDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const offerUndo = useUndo();
  const send = () =>
    startSending(async () => {
      const answer = await answered(action());
      setState(answer);
      if (answer.kind === "refused") return;
      onOpenChange(false);
      if (opposite !== undefined) offerUndo(opposite);
    });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      body={state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
    >
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button look="danger" disabled={isPending} onClick={send}>
        {isPending ? "Sending …" : confirmLabel}
      </Button>
    </Dialog>
  );
}
