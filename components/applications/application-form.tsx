// The form that makes an application, or changes its name, its rules of signing in and how its tokens are made.
"use client";
import { useState } from "react";
import { SentForm } from "@/components/tenants/sent-form";
import { type ChoosableKey, TOKEN_FORM_FIELDS, TokenSettingsFields } from "@/components/tenants/token-settings-fields";
import { useFields } from "@/components/tenants/use-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import type { LoginRulesView } from "@/lib/core/schemas/tenant-people";
import type { TokenFields } from "@/lib/core/tenants/token-fields";
import { LOGIN_WORDS } from "./login-words";

interface ApplicationFormProps {
  readonly isNew: boolean;
  readonly name: string;
  readonly login: LoginRulesView;
  /** Whether tokens are made by the application's own settings. */
  readonly hasOwnTokens: boolean;
  readonly tokens: TokenFields;
  readonly keys: readonly ChoosableKey[];
  readonly backPath: string;
  readonly action: SendForm;
}

const LOGIN_FIELDS = Object.keys(LOGIN_WORDS) as (keyof LoginRulesView)[];

export function ApplicationForm({ isNew, name, login, hasOwnTokens, tokens, keys, backPath, action }: ApplicationFormProps) {
  const sending = useFormCall(action);
  const { field } = useFields({ name }, sending);
  const [rules, setRules] = useState(login);
  const [isOwn, setOwn] = useState(hasOwnTokens);
  return (
    <SentForm
      ref={sending.form}
      onSubmit={sending.submit}
      isPending={sending.isPending}
      problem={sending.problemBeside(["name", ...(isOwn ? TOKEN_FORM_FIELDS : [])])}
      submitLabel={isNew ? "Create the application" : "Save"}
      backPath={backPath}
    >
      <TextField
        {...field("name")}
        label="Name"
        hint="No two applications of a tenant have the same name."
        autoComplete="off"
        maxLength={255}
      />
      <FieldGroup legend="Signing in">
        {LOGIN_FIELDS.map((rule) => (
          <Checkbox
            key={rule}
            name={`loginConfiguration.${rule}`}
            label={LOGIN_WORDS[rule].label}
            hint={LOGIN_WORDS[rule].hint}
            isChecked={rules[rule]}
            onCheckedChange={(isChecked) => setRules((known) => ({ ...known, [rule]: isChecked }))}
          />
        ))}
      </FieldGroup>
      <Checkbox
        name="jwtConfiguration.enabled"
        label="Make tokens by settings of its own"
        hint="Otherwise the tenant's settings count."
        isChecked={isOwn}
        onCheckedChange={setOwn}
      />
      {isOwn && <TokenSettingsFields before={tokens} keys={keys} otherwise="the tenant's" sending={sending} />}
    </SentForm>
  );
}
