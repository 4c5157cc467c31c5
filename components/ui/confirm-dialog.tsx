// Asks before something is done that is not quickly undone, and shows why it was not done.
"use client";
import { type ReactNode, useState, useTransition } from "react";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { Alert } from "./alert";
import { answered } from "./answered";
import { Button } from "./button";
import { Dialog } from "./dialog";

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description: ReactNode;
  readonly body?: ReactNode;
  /** The way out, and the way through. */
  readonly labels: { readonly keep: string; readonly confirm: string };
  readonly look?: "main" | "danger";
  readonly send: () => Promise<ActionState>;
  /** When it was done. */
  readonly onDone?: () => void;
}

/** Closes itself when it was done. */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  description,
  body,
  labels,
  look = "danger",
  send,
  onDone,
}: ConfirmDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const confirm = () =>
    startSending(async () => {
      const answer = await answered(send());
      setState(answer);
      if (answer.kind === "refused") return;
      onOpenChange(false);
      onDone?.();
    });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(willBeOpen) => {
        setState(IDLE);
        onOpenChange(willBeOpen);
      }}
      title={title}
      description={description}
      body={
        <>
          {body}
          {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>{labels.keep}</Button>
      <Button look={look} disabled={isPending} onClick={confirm}>
        {isPending ? "One moment …" : labels.confirm}
      </Button>
    </Dialog>
  );
}
