// Adds a passkey: a name, the password and a code where there is a second factor, then what the device asks.
"use client";
import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { OwnCodeField } from "./code-field";
import type { PasskeyCalls } from "./passkey-list";
import { ProofField } from "./proof-field";

/** What the browser is to ask the device. */
export type AskedPasskeyState = ActionState | { readonly kind: "asked"; readonly options: object };

interface AddPasskeyDialogProps {
  /** There is a second factor: a code of it is asked for, too. */
  readonly asksCode: boolean;
  readonly calls: PasskeyCalls;
  readonly onClose: () => void;
}

export function AddPasskeyDialog({ asksCode, calls, onClose }: AddPasskeyDialogProps) {
  const [name, setName] = useState("");
  const formId = useId();
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall((sent) => addByDevice(calls, sent), onClose);
  const problem = problemOf("");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Add a passkey"
      description="Your device asks for your finger, face or PIN, and keeps the passkey. First, your password once more."
      body={
        <Form id={formId} ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <TextField
            name="name"
            label="Name of the passkey"
            hint="Such as the device: work laptop."
            autoComplete="off"
            maxLength={100}
            value={name}
            onValueChange={(value) => {
              setName(value);
              noteEdit("name");
            }}
            problem={problemOf("name")}
          />
          <ProofField problem={problemOf("password")} onEdit={() => noteEdit("password")} />
          {asksCode && <OwnCodeField problem={problemOf("code")} onEdit={() => noteEdit("code")} />}
        </Form>
      }
    >
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form={formId} look="main" disabled={isPending}>
        {isPending ? "Ask your device …" : "Continue"}
      </Button>
    </Dialog>
  );
}

async function addByDevice({ ask, add }: PasskeyCalls, sent: FormData): Promise<ActionState> {
  const name = sent.get("name");
  if (typeof name !== "string" || name.trim() === "") return refused("name", "Give it a name, by which you know it again.");
  const asked = await ask(sent);
  if (asked.kind !== "asked") return asked;
  // Fetched when it is first asked for: no page needs it to be shown.
  const { answerWithNewPasskey } = await import("@/components/auth/answer-with-passkey");
  const answered = await answerWithNewPasskey(asked.options);
  if ("problem" in answered) return refused("", answered.problem);
  const form = new FormData();
  form.set("name", name);
  form.set("answer", answered.answer);
  return add(form);
}

function refused(field: string, message: string): ActionState {
  return { kind: "refused", problems: [{ field, code: "invalid", message }] };
}
