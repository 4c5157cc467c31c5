// Sets another password for a user.
"use client";
import type { OpenedDialog } from "@/components/tenants/dialog-button";
import { useFields } from "@/components/tenants/use-fields";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";

export function PasswordDialog({ action, ...opened }: OpenedDialog & { readonly action: SendForm }) {
  const sending = useFormCall(action, () => opened.onOpenChange(false));
  const { field } = useFields({ password: "" }, sending);
  return (
    <FormDialog
      {...opened}
      title="Set a password"
      description="The user is signed out everywhere and signs in with the new password from then on. Tell it to them in a safe way."
      sending={sending}
      fields={["password"]}
      submitLabel="Set the password"
    >
      <TextField {...field("password")} label="New password" hint="At least 8 characters." type="password" autoComplete="new-password" />
    </FormDialog>
  );
}
