// Gives a passkey another name, or removes it.
"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { useFormCall } from "@/components/ui/use-form-call";
import type { PasskeyView } from "@/lib/core/schemas/team-view";
import type { PasskeyCalls } from "./passkey-list";
import { PasskeyName } from "./passkey-name";
import { ProofDialog } from "./proof-dialog";

interface ChangeProps {
  readonly passkey: PasskeyView;
  readonly onClose: () => void;
}

export function RenamePasskeyDialog({ passkey, rename, onClose }: ChangeProps & Pick<PasskeyCalls, "rename">) {
  const [name, setName] = useState(passkey.name);
  const sending = useFormCall((sent) => rename(passkey.id, sent), onClose);
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Rename this passkey"
      description="The name is for you alone; the device does not know it."
      sending={sending}
      fields={["name"]}
      submitLabel="Save the name"
      pendingLabel="Saving …"
    >
      <PasskeyName value={name} onValueChange={setName} sending={sending} />
    </FormDialog>
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
