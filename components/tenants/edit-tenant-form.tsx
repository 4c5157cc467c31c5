// The form that changes a tenant: its name, its issuer, how its tokens are made.
"use client";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import type { TokenFields } from "@/lib/core/tenants/token-fields";
import { SentForm } from "./sent-form";
import { type ChoosableKey, TOKEN_FORM_FIELDS, TokenSettingsFields } from "./token-settings-fields";
import { useFields } from "./use-fields";

interface EditTenantFormProps {
  readonly tenantId: string;
  readonly name: string;
  readonly issuer: string;
  readonly tokens: TokenFields;
  readonly keys: readonly ChoosableKey[];
  readonly action: SendForm;
}

export function EditTenantForm({ tenantId, name, issuer, tokens, keys, action }: EditTenantFormProps) {
  const sending = useFormCall(action);
  const { field } = useFields({ name, issuer }, sending);
  return (
    <SentForm
      ref={sending.form}
      onSubmit={sending.submit}
      isPending={sending.isPending}
      problem={sending.problemBeside(["name", "issuer", ...TOKEN_FORM_FIELDS])}
      submitLabel="Save"
      backPath={`/tenants/${tenantId}`}
    >
      <TextField {...field("name")} label="Name" hint="No two tenants have the same name." autoComplete="off" maxLength={255} />
      <TextField
        {...field("issuer")}
        label="Issuer"
        hint="What stands as iss in the tenant's tokens. Whoever verifies them compares it: change both at the same time."
        autoComplete="off"
        maxLength={255}
      />
      <TokenSettingsFields before={tokens} keys={keys} otherwise="the default" sending={sending} />
    </SentForm>
  );
}
