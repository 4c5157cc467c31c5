// Which API a key is for, what it is called, and what it is meant for.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { FormApi } from "@/lib/core/keys/form-api";
import { type FormTenant, withApi, withPurpose } from "@/lib/core/keys/key-draft";
import type { PartProps } from "./field-props";

interface PurposeFieldsProps extends PartProps {
  readonly apis: readonly FormApi[];
  readonly tenants: readonly FormTenant[];
}

export function PurposeFields({ api, apis, tenants, draft, change, problemOf }: PurposeFieldsProps) {
  const purposes = [...api.purposes.map(({ purpose, label }) => ({ value: purpose, label })), { value: "", label: "No particular one" }];
  const chooseApi = (slug: string) => {
    const chosen = apis.find((one) => one.slug === slug);
    if (chosen !== undefined) change(withApi(draft, chosen), "api", "plan", "permissions", "endpoints", "secret");
  };
  return (
    <>
      <SelectField
        name="api"
        label="API"
        hint={`Speaks the dialect ${api.dialectTitle}. A key opens one API.`}
        value={draft.api}
        options={apis.map(({ slug, name }) => ({ value: slug, label: name }))}
        onValueChange={chooseApi}
        problem={problemOf("api")}
      />
      <TextField
        name="name"
        label="Name"
        hint="Who or what will call with it."
        autoComplete="off"
        value={draft.name}
        onValueChange={(name) => change({ name }, "name")}
        problem={problemOf("name")}
      />
      <TextAreaField
        name="description"
        label="Description (optional)"
        rows={2}
        value={draft.description}
        onValueChange={(description) => change({ description }, "description")}
        problem={problemOf("description")}
      />
      <SelectField
        name="purpose"
        label="Purpose"
        hint="Fills in the permissions below, and stays on the key as a label."
        value={draft.purpose}
        options={purposes}
        onValueChange={(purpose) => change(withPurpose(draft, api, purpose), "permissions")}
      />
      {api.plans.length > 1 && (
        <SelectField
          name="plan"
          label="Plan"
          value={draft.plan}
          options={api.plans.map(({ name, words }) => ({ value: name, label: `${name}: ${words}` }))}
          onValueChange={(plan) => change({ plan }, "plan")}
          problem={problemOf("plan")}
        />
      )}
      {tenants.length > 1 && (
        <SelectField
          name="tenantId"
          label="Tenant"
          hint="A key of a tenant reaches that tenant only. This can never be changed later."
          value={draft.tenantId}
          options={[{ value: "", label: "None: it reaches every tenant" }, ...tenants.map(({ id, name }) => ({ value: id, label: name }))]}
          onValueChange={(tenantId) => change({ tenantId }, "tenantId")}
          problem={problemOf("tenantId")}
        />
      )}
    </>
  );
}
