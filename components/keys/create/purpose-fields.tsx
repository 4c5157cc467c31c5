// Which API a key is for, what it is called, what it is meant for, and whose it is.
"use client";
import type { PartProps } from "@/components/keys/scope/field-props";
import { NameFields } from "@/components/keys/scope/name-fields";
import { PlanFields } from "@/components/keys/scope/plan-fields";
import { SelectField } from "@/components/ui/select-field";
import type { FormApi } from "@/lib/core/keys/form-api";
import { chooseApi, type FormTenant } from "@/lib/core/keys/key-draft";
import { TenantField } from "./tenant-field";

interface PurposeFieldsProps extends PartProps {
  readonly apis: readonly FormApi[];
  readonly tenants: readonly FormTenant[];
  /** The key must be of one of them. */
  readonly needsTenant: boolean;
  readonly editsPlans: boolean;
}

export function PurposeFields({ apis, tenants, needsTenant, editsPlans, ...parts }: PurposeFieldsProps) {
  const { api, draft, change, problemOf } = parts;
  const onApi = (slug: string) => {
    const chosen = apis.find((one) => one.slug === slug);
    if (chosen !== undefined) change((now) => chooseApi(now, chosen), "api", "plan", "permissions", "endpoints", "secret");
  };
  return (
    <>
      <SelectField
        name="api"
        label="API"
        hint={`Speaks the dialect ${api.dialectTitle}. A key opens one API.`}
        value={draft.api}
        options={apis.map(({ slug, name }) => ({ value: slug, label: name }))}
        onValueChange={onApi}
        problem={problemOf("api")}
      />
      <NameFields {...parts} />
      <PlanFields {...parts} fillsIn editsPlans={editsPlans} />
      <TenantField {...parts} tenants={tenants} needsTenant={needsTenant} />
    </>
  );
}
