// The form that makes a group, or renames it and chooses its roles.
"use client";
import { useState } from "react";
import { SentForm } from "@/components/tenants/sent-form";
import { useFields } from "@/components/tenants/use-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import { offeredWords } from "@/lib/core/most-offered";
import type { OfferedApplication } from "@/lib/core/schemas/tenant-people";

interface GroupFormProps {
  /** null = the group is to be made. */
  readonly before: { readonly name: string; readonly roleIds: readonly string[] } | null;
  readonly applications: readonly OfferedApplication[];
  readonly backPath: string;
  readonly action: SendForm;
}

const ROLES_FIELD = "roleIds";

export function GroupForm({ before, applications, backPath, action }: GroupFormProps) {
  const sending = useFormCall(action);
  const { field } = useFields({ name: before?.name ?? "" }, sending);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(before?.roleIds));
  const tick = (id: string, isTicked: boolean) => {
    setTicked((known) => new Set(isTicked ? [...known, id] : [...known].filter((one) => one !== id)));
    sending.noteEdit(ROLES_FIELD);
  };
  const cut = offeredWords("applications", applications.length);
  const withRoles = applications.filter(({ roles }) => roles.length > 0);
  return (
    <SentForm
      ref={sending.form}
      onSubmit={sending.submit}
      isPending={sending.isPending}
      problem={sending.problemBeside(["name", ROLES_FIELD])}
      submitLabel={before === null ? "Create the group" : "Save"}
      backPath={backPath}
    >
      <TextField {...field("name")} label="Name" hint="No two groups of a tenant have the same name." autoComplete="off" maxLength={255} />
      {withRoles.length === 0 && (
        <p className="text-ink-soft text-sm leading-relaxed">
          A group can give its members roles of applications. No application of this tenant has roles yet.
        </p>
      )}
      {cut !== undefined && <p className="text-ink-soft text-sm leading-relaxed">{cut} The management API gives roles of others, too.</p>}
      {withRoles.map(({ id: applicationId, name, roles }, index) => (
        <FieldGroup
          key={applicationId}
          legend={`Roles with ${name}`}
          hint={index === 0 ? "Members who are registered with the application have these roles there, besides their own." : undefined}
          problem={index === 0 ? sending.problemOf(ROLES_FIELD) : null}
        >
          {roles.map((role) => (
            <Checkbox
              key={role.id}
              name={ROLES_FIELD}
              value={role.id}
              label={role.name}
              isChecked={ticked.has(role.id)}
              onCheckedChange={(isTicked) => tick(role.id, isTicked)}
            />
          ))}
        </FieldGroup>
      ))}
    </SentForm>
  );
}
