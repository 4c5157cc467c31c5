// The choice of which tenants a member reaches: every one, or only those that are ticked.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { CONFINEMENT_FIELD, EVERY_TENANT, TENANT_FIELD, TICKED_TENANTS } from "@/lib/core/confinement-form";
import { MOST_LISTED_TENANTS } from "@/lib/core/keys/tenant-choice";
import type { ReachedTenant } from "@/lib/core/schemas/team-view";

/** What is chosen. */
export interface TenantsChoice {
  readonly isConfined: boolean;
  readonly tenantIds: readonly string[];
}

interface TenantsFieldProps {
  /** To choose among. */
  readonly tenants: readonly ReachedTenant[];
  readonly value: TenantsChoice;
  readonly onValueChange: (choice: TenantsChoice) => void;
  readonly problem: string | null;
}

const OPTIONS = [
  { value: EVERY_TENANT, label: "Every tenant", hint: "And what belongs to none: APIs, usage, review, audit, as the role allows." },
  {
    value: TICKED_TENANTS,
    label: "Only those ticked",
    hint: "Their keys, users, groups and applications, as the role allows. Nothing else of this instance is shown.",
  },
];

export function TenantsField({ tenants, value, onValueChange, problem }: TenantsFieldProps) {
  const { isConfined, tenantIds } = value;
  const tick = (id: string, isTicked: boolean) => {
    const others = tenantIds.filter((one) => one !== id);
    onValueChange({ isConfined, tenantIds: isTicked ? [...others, id] : others });
  };
  return (
    <>
      <FieldGroup legend="Tenants that the member reaches" problem={isConfined ? null : problem}>
        <RadioGroup
          name={CONFINEMENT_FIELD}
          value={isConfined ? TICKED_TENANTS : EVERY_TENANT}
          options={OPTIONS}
          onValueChange={(chosen) => onValueChange({ isConfined: chosen === TICKED_TENANTS, tenantIds })}
        />
      </FieldGroup>
      {isConfined && (
        <FieldGroup legend="Tick tenants" problem={problem} className="pl-8">
          {tenants.length >= MOST_LISTED_TENANTS && (
            <p className="text-ink-soft text-sm">
              The first {MOST_LISTED_TENANTS} by name. On the host, <code>keyfuse members invite --tenant</code> confines to any tenant by
              its id.
            </p>
          )}
          <div className="flex max-h-60 flex-col gap-3 overflow-y-auto py-1">
            {tenants.map(({ id, name }) => (
              <Checkbox
                key={id}
                name={TENANT_FIELD}
                value={id}
                label={name}
                isChecked={tenantIds.includes(id)}
                onCheckedChange={(isTicked) => tick(id, isTicked)}
              />
            ))}
          </div>
        </FieldGroup>
      )}
    </>
  );
}
