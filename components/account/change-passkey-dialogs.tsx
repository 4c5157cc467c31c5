// Gives a passkey another name, or removes it.
"use client";
import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { PasskeyView } from "@/lib/core/schemas/team-view";
import type { PasskeyCalls } from "./passkey-list";
import { ProofDialog } from "./proof-dialog";

interface ChangeProps {
  readonly passkey: PasskeyView;
  readonly onClose: () => void;
}

export function RenamePasskeyDialog({ passkey, rename, onClose }: ChangeProps & Pick<PasskeyCalls, "rename">) {
  const [name, setName] = useState(passkey.name);
  const formId = useId();
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall((sent) => rename(passkey.id, sent), onClose);
  const problem = problemOf("");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Rename this passkey"
      description="The name is for you alone; the device does not know it."
      body={
        <Form id={formId} ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <TextField
            name="name"
            label="Name of the passkey"
            autoComplete="off"
            maxLength={100}
            value={name}
            onValueChange={(value) => {
              setName(value);
              noteEdit("name");
            }}
            problem={problemOf("name")}
          />
        </Form>
      }
    >
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form={formId} look="main" disabled={isPending}>
        {isPending ? "Saving …" : "Save the name"}
      </Button>
    </Dialog>
  );
}

export function RemovePasskeyDialog({ passkey, remove, onClose }: ChangeProps & Pick<PasskeyCalls, "remove">) {
  return (
    <ProofDialog
      title="Remove this passkey?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{passkey.name}</strong> signs you in no more. Your device may still offer it;
          remove it there, too.
        </>
      }
      labels={{ keep: "Keep it", confirm: "Remove" }}
      look="danger"
      send={(form) => remove(passkey.id, form)}
      onClose={onClose}
    />
  );
}
