// Registers a user with an application, or changes the roles that the user has there.
"use client";
import { useState } from "react";
import type { OpenedDialog } from "@/components/tenants/dialog-button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { FormDialog } from "@/components/ui/form-dialog";
import { SelectField } from "@/components/ui/select-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import type { OfferedApplication } from "@/lib/core/schemas/tenant-people";

interface RegistrationDialogProps extends OpenedDialog {
  /** Those that can be chosen; exactly one where the registration is there already. */
  readonly applications: readonly OfferedApplication[];
  /** The roles that the user has there; null = the user is not registered yet. */
  readonly roles: readonly string[] | null;
  readonly action: SendForm;
}

const APPLICATION_FIELD = "registration.applicationId";
const ROLES_FIELD = "registration.roles";

export function RegistrationDialog({ applications, roles, action, ...opened }: RegistrationDialogProps) {
  const sending = useFormCall(action, () => opened.onOpenChange(false));
  const [chosenId, setChosenId] = useState(applications[0]?.id ?? "");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(roles));
  const chosen = applications.find(({ id }) => id === chosenId);
  const tick = (name: string, isTicked: boolean) => {
    setTicked((known) => new Set(isTicked ? [...known, name] : [...known].filter((one) => one !== name)));
    sending.noteEdit(ROLES_FIELD);
  };
  return (
    <FormDialog
      {...opened}
      title={roles === null ? "Register with an application" : `Roles with ${chosen?.name ?? "the application"}`}
      description={
        roles === null
          ? "A user gets tokens of the applications that they are registered with, and of no other."
          : "Whoever loses a role is signed out of the application: the next token names what is left."
      }
      sending={sending}
      fields={[APPLICATION_FIELD, ROLES_FIELD]}
      submitLabel={roles === null ? "Register" : "Save the roles"}
    >
      {roles === null && (
        <SelectField
          name={APPLICATION_FIELD}
          label="Application"
          options={applications.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosenId}
          onValueChange={(id) => {
            setChosenId(id);
            setTicked(new Set());
          }}
          problem={sending.problemOf(APPLICATION_FIELD)}
        />
      )}
      <RoleBoxes application={chosen} ticked={ticked} onTick={tick} isNew={roles === null} problem={sending.problemOf(ROLES_FIELD)} />
    </FormDialog>
  );
}

interface RoleBoxesProps {
  readonly application: OfferedApplication | undefined;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (name: string, isTicked: boolean) => void;
  readonly isNew: boolean;
  readonly problem: string | null;
}

function RoleBoxes({ application, ticked, onTick, isNew, problem }: RoleBoxesProps) {
  const roles = application?.roles ?? [];
  if (roles.length === 0) return <p className="text-ink-soft text-sm">The application has no roles.</p>;
  const defaults = roles.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  const hint = isNew && defaults.length > 0 ? `With none ticked, the default roles are given: ${defaults.join(", ")}.` : undefined;
  return (
    <FieldGroup legend="Roles" hint={hint} problem={problem}>
      {roles.map(({ id, name }) => (
        <Checkbox
          key={id}
          name={ROLES_FIELD}
          value={name}
          label={name}
          isChecked={ticked.has(name)}
          onCheckedChange={(isTicked) => onTick(name, isTicked)}
        />
      ))}
    </FieldGroup>
  );
}
