// Asks for the name of what is to be deleted, and says what goes with it.
"use client";
import { type ReactNode, useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import { CONFIRMATION_FIELD } from "@/lib/core/tenants/confirmation-field";
import type { OpenedDialog } from "./dialog-button";

interface DeletionDialogProps extends OpenedDialog {
  readonly title: string;
  readonly consequences: ReactNode;
  readonly name: string;
  readonly action: SendForm;
}

export function DeletionDialog({ isOpen, onOpenChange, title, consequences, name, action }: DeletionDialogProps) {
  const sending = useFormCall(action, () => onOpenChange(false));
  const [typed, setTyped] = useState("");
  return (
    <FormDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={consequences}
      sending={sending}
      fields={[CONFIRMATION_FIELD]}
      submitLabel="Delete for good"
      isDangerous
    >
      <p className="text-sm leading-relaxed">
        Type <strong className="font-medium [overflow-wrap:anywhere]">{name}</strong> to confirm. This cannot be undone.
      </p>
      <TextField
        name={CONFIRMATION_FIELD}
        label="Name of what is deleted"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onValueChange={(value) => {
          setTyped(value);
          sending.noteEdit(CONFIRMATION_FIELD);
        }}
        problem={sending.problemOf(CONFIRMATION_FIELD)}
      />
    </FormDialog>
  );
}
