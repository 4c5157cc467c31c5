// Whose the key is: chosen from a list, or written where a list would be too long to find one in.
"use client";
import { useId } from "react";
import type { PartProps } from "@/components/keys/scope/field-props";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { FormTenant } from "@/lib/core/keys/key-draft";
import { isWritten } from "@/lib/core/keys/tenant-choice";

interface TenantFieldProps extends Pick<PartProps, "draft" | "change" | "problemOf"> {
  readonly tenants: readonly FormTenant[];
  /** The key must be of one of them. */
  readonly needsTenant: boolean;
}

const NO_TENANT = { value: "", label: "None: it reaches every tenant" };
const FOR_GOOD = "A key of a tenant reaches that tenant only. This can never be changed later.";

/** Nothing while there is nothing to choose. */
export function TenantField({ tenants, needsTenant, draft, change, problemOf }: TenantFieldProps) {
  const suggestions = useId();
  if (tenants.length < 2 && !needsTenant) return null;
  const field = {
    name: "tenantId",
    value: draft.tenantId,
    onValueChange: (tenantId: string) => change({ tenantId }, "tenantId"),
    problem: problemOf("tenantId"),
  };
  if (!isWritten(tenants)) {
    const options = tenants.map(({ id, name }) => ({ value: id, label: name }));
    return <SelectField {...field} label="Tenant" hint={FOR_GOOD} options={needsTenant ? options : [NO_TENANT, ...options]} />;
  }
  return (
    <>
      <TextField
        {...field}
        label={needsTenant ? "Tenant" : "Tenant (optional)"}
        hint={`Its whole name, or its id.${needsTenant ? "" : " A key of none reaches every tenant."} ${FOR_GOOD}`}
        list={suggestions}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={suggestions}>
        {tenants.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  );
}
