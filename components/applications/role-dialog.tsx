// Adds a role to an application, or changes one.
"use client";
import { useState } from "react";
import type { OpenedDialog } from "@/components/tenants/dialog-button";
import { useFields } from "@/components/tenants/use-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import type { ShownRole } from "@/lib/core/schemas/tenant-people";

interface RoleDialogProps extends OpenedDialog {
  /** null = the role is to be made. */
  readonly before: ShownRole | null;
  readonly action: SendForm;
}

export function RoleDialog({ before, action, ...opened }: RoleDialogProps) {
  const sending = useFormCall(action, () => opened.onOpenChange(false));
  const { field } = useFields({ name: before?.name ?? "", description: before?.description ?? "" }, sending);
  const [isDefault, setDefault] = useState(before?.isDefault ?? false);
  const [isSuperRole, setSuperRole] = useState(before?.isSuperRole ?? false);
  return (
    <FormDialog
      {...opened}
      title={before === null ? "Add a role" : `Change the role ${before.name}`}
      description={
        before === null
          ? "Tokens name the roles of their user; what a role may do is for the application to say."
          : "Whoever has the role keeps it under its new name. Access tokens that name it by the old one are refused."
      }
      sending={sending}
      fields={["name", "description"]}
      submitLabel={before === null ? "Add the role" : "Save the role"}
    >
      <TextField {...field("name")} label="Name" autoComplete="off" spellCheck={false} maxLength={255} />
      <TextField {...field("description")} label="Description (optional)" autoComplete="off" maxLength={255} />
      <Checkbox
        name="isDefault"
        label="Given to users who are registered without roles"
        isChecked={isDefault}
        onCheckedChange={setDefault}
      />
      <Checkbox
        name="isSuperRole"
        label="Marked as super role"
        hint="For applications that ask for the mark."
        isChecked={isSuperRole}
        onCheckedChange={setSuperRole}
      />
    </FormDialog>
  );
}
