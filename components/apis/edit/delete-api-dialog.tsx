// Asks before an API goes, with what goes with it; its short name is typed.
"use client";
import { useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";
import type { DeleteApiProps } from "./delete-api";

interface DeleteApiDialogProps extends DeleteApiProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function DeleteApiDialog({ api, remove, isOpen, onOpenChange }: DeleteApiDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [typed, setTyped] = useState("");
  const [isPending, startSending] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const send = () =>
    startSending(async () => {
      const form = new FormData();
      form.set("typed", typed);
      setState(await answered(remove(form)));
      field.current?.focus();
    });
  const problem = messageFor(state, "");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      initialFocus={field}
      title="Delete this API?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{api.name}</strong> is gone for its clients at once: they get 404. This
          cannot be undone.
        </>
      }
      body={
        <>
          <ul className="list-disc pl-5 text-sm leading-relaxed">
            <li>
              With it go {counted(api.endpoints.length, "endpoint")}, {counted(api.plans.length, "plan")} and{" "}
              {counted(api.keys.ended, "ended key")}.
            </li>
            <li>The audit keeps what happened to it and to its keys; usage keeps its counts.</li>
            <li>A bootstrap file that names it makes it anew when that file changes.</li>
          </ul>
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <TextField
            ref={field}
            name="typed"
            label={`Type ${api.slug} to delete it`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onValueChange={setTyped}
            problem={messageFor(state, "typed")}
          />
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep the API</Button>
      <Button look="danger" disabled={isPending} onClick={send}>
        {isPending ? "Deleting …" : "Delete for good"}
      </Button>
    </Dialog>
  );
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
