// Adds a passkey: a name, the password and a code where there is a second factor, then what the device asks.
"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { OwnCodeField } from "./code-field";
import type { PasskeyCalls } from "./passkey-list";
import { PasskeyName } from "./passkey-name";
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
  const sending = useFormCall((sent) => addByDevice(calls, sent), onClose);
  const { problemOf, noteEdit } = sending;
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Add a passkey"
      description="Your device asks for your finger, face or PIN, and keeps the passkey. First, your password once more."
      sending={sending}
      fields={["name", "password", "code"]}
      submitLabel="Continue"
      pendingLabel="Ask your device …"
    >
      <PasskeyName hint="Such as the device: work laptop." value={name} onValueChange={setName} sending={sending} />
      <ProofField problem={problemOf("password")} onEdit={() => noteEdit("password")} />
      {asksCode && <OwnCodeField problem={problemOf("code")} onEdit={() => noteEdit("code")} />}
    </FormDialog>
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
