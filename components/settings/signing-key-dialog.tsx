// Asks how long a signing key that is replaced or ended goes on verifying, and says what that means for tokens.
"use client";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { readVerifiesFor, type SigningKeyRow, type VerifiesFor } from "@/lib/core/schemas/signing-key-row";
import type { SigningKeyAction } from "./signing-key-actions";

const OPTIONS: readonly { readonly value: VerifiesFor; readonly label: string; readonly hint?: string }[] = [
  { value: "longest", label: "Until no token of it is left: 30 days", hint: "Routine. Nobody notices anything." },
  { value: "week", label: "For 7 days" },
  { value: "day", label: "For 24 hours" },
  { value: "hour", label: "For an hour" },
  { value: "now", label: "Not at all", hint: "Leaked. Every token that it signed is refused at once." },
];

const WORDS = {
  replace: {
    title: "Rotate this signing key?",
    what: "A new key of the same kind signs from now on. Programs that fetch the key set find it by themselves.",
    confirm: "Rotate",
  },
  end: {
    title: "Retire this signing key?",
    what: "It signs nothing from now on, and no new key takes its place before a token is needed. This cannot be undone.",
    confirm: "Retire for good",
  },
} as const;

interface SigningKeyDialogProps {
  readonly what: keyof typeof WORDS;
  readonly signingKey: Pick<SigningKeyRow, "id" | "name">;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly send: SigningKeyAction;
}

export function SigningKeyDialog({ what, signingKey, isOpen, onOpenChange, send }: SigningKeyDialogProps) {
  const [verifiesFor, setVerifiesFor] = useState<VerifiesFor>("longest");
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const confirm = () =>
    startSending(async () => {
      const answer = await answered(send(signingKey.id, verifiesFor));
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  const words = WORDS[what];
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={words.title}
      description={
        <>
          <strong className="break-words font-medium text-ink">{signingKey.name}</strong>: {words.what}
        </>
      }
      body={
        <>
          <FieldGroup legend="The old one goes on verifying">
            <RadioGroup
              name="verifiesFor"
              value={verifiesFor}
              options={OPTIONS}
              onValueChange={(value) => setVerifiesFor(readVerifiesFor(value) ?? "longest")}
            />
          </FieldGroup>
          {verifiesFor !== "longest" && (
            <Alert tone="warn">Tokens that live longer are refused before their end: users sign in again, programs ask for new ones.</Alert>
          )}
          {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep it as it is</Button>
      <Button look={what === "end" || verifiesFor !== "longest" ? "danger" : "main"} disabled={isPending} onClick={confirm}>
        {isPending ? "One moment …" : words.confirm}
      </Button>
    </Dialog>
  );
}
