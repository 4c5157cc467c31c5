// Asks what a new signing key is called, what kind it is, and whose tokens it is for.
"use client";
import type { OpenedDialog } from "@/components/tenants/dialog-button";
import { useFields } from "@/components/tenants/use-fields";
import { FormDialog } from "@/components/ui/form-dialog";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import { MOST_LISTED_TENANTS } from "@/lib/core/keys/tenant-choice";
import type { NewSigningKeyProps } from "./new-signing-key";

const FIELDS = ["name", "algorithm", "tenantId"] as const;

export function NewSigningKeyDialog({ algorithms, tenants, make, ...opened }: NewSigningKeyProps & OpenedDialog) {
  const sending = useFormCall(make, () => opened.onOpenChange(false));
  const { field } = useFields({ name: "", algorithm: algorithms[0] ?? "", tenantId: "" }, sending);
  return (
    <FormDialog
      {...opened}
      title="Make a signing key"
      description="The newest key of a tenant signs its tokens, and the newest RS256 key those of protected APIs. An HS256 key, and any other of the protected APIs, is spare until a tenant or an application chooses it."
      sending={sending}
      fields={FIELDS}
      submitLabel="Make the key"
    >
      <TextField
        {...field("name")}
        label="Name (optional)"
        hint="No other signing key has it. Left empty, it is named by its algorithm."
        autoComplete="off"
        maxLength={255}
      />
      <SelectField {...field("algorithm")} label="Algorithm" options={algorithms.map((value) => ({ value, label: value }))} />
      <SelectField
        {...field("tenantId")}
        label="For tokens of"
        hint={tenants.length >= MOST_LISTED_TENANTS ? `The first ${MOST_LISTED_TENANTS} tenants by name.` : undefined}
        options={[{ value: "", label: "Protected APIs" }, ...tenants.map(({ id, name }) => ({ value: id, label: `The tenant ${name}` }))]}
      />
    </FormDialog>
  );
}
