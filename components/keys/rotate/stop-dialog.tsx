// Asks before an old secret ends, with who still calls with it.
"use client";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { SecretActionsProps } from "./secret-actions";

interface StopDialogProps extends SecretActionsProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function StopDialog({ publicId, secret, calls, stop, isOpen, onOpenChange }: StopDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const send = () =>
    startSending(async () => {
      const answer = await answered(stop(publicId, secret.id));
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Stop the old secret?"
      description={
        <>
          <span className="break-all font-mono text-[0.8125rem] text-ink">{secret.preview}</span> is refused from its next request on, and
          cannot come back. Tokens that the key got end too: clients ask for new ones.
        </>
      }
      body={
        <>
          <Alert tone="info">{calls}</Alert>
          {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep it</Button>
      <Button look="danger" disabled={isPending} onClick={send}>
        {isPending ? "Stopping …" : "Stop the old secret"}
      </Button>
    </Dialog>
  );
}
