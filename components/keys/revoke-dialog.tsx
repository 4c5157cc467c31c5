// Asks before a key ends for good, with when it was used last; the name of one that is in use must be typed.
"use client";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { ActedKey } from "./key-actions";
import { LastUseNotice } from "./last-use-notice";

interface RevokeDialogProps {
  readonly apiKey: ActedKey;
  readonly requestsOfDay: number | null;
  /** Whether the key's name must be typed. */
  readonly isNamed: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly revoke: (key: string, typedName: string) => Promise<ActionState>;
}

export function RevokeDialog({ apiKey, requestsOfDay, isNamed, isOpen, onOpenChange, revoke }: RevokeDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [typedName, setTypedName] = useState("");
  const [isPending, startSending] = useTransition();
  const { problemOf, noteEdit } = useProblems(state);
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(body.current);
  }, [state]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    startSending(async () => {
      const answer = await answered(revoke(apiKey.publicId, typedName));
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  };
  // It may have been used since the page was loaded: then the server asks for the name.
  const asksName = isNamed || state.kind === "refused";
  const problem = problemOf("");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Revoke this key?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{apiKey.name}</strong> is refused from its next request on, wherever it is
          used. This cannot be undone.
        </>
      }
      body={
        <Form ref={body} id="revoke" onSubmit={send} noValidate className="flex flex-col gap-4">
          <LastUseNotice apiKey={apiKey} requestsOfDay={requestsOfDay} />
          {asksName && (
            <TextField
              name="typedName"
              label="Type the key's name to go on"
              autoComplete="off"
              spellCheck={false}
              value={typedName}
              onValueChange={(name) => {
                setTypedName(name);
                noteEdit("typedName");
              }}
              problem={problemOf("typedName")}
            />
          )}
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
        </Form>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep the key</Button>
      <Button type="submit" form="revoke" look="danger" disabled={isPending}>
        {isPending ? "Revoking …" : "Revoke for good"}
      </Button>
    </Dialog>
  );
}
