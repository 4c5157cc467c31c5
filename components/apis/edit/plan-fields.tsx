// The fields of one plan.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import type { PlanDraft } from "./plan-draft";
import { PlanEndpoints } from "./plan-endpoints";
import { WindowRows } from "./window-rows";

interface PlanFieldsProps {
  readonly api: EditedApi;
  readonly draft: PlanDraft;
  readonly place: string;
  readonly problemOf: (place: string) => string | null;
  /** `field` is what was edited. */
  readonly onChange: (draft: PlanDraft, field: string) => void;
}

const PERIODS = [
  { value: "none", label: "No quota" },
  { value: "day", label: "a day (UTC)" },
  { value: "month", label: "a month (UTC)" },
  { value: "total", label: "for life" },
];

const GROUPS = [
  { field: "windows", legend: "Windows of each key", hint: "All windows hold at once. A refused request takes nothing from any of them." },
  { field: "accountWindows", legend: "Windows of an account", hint: "Of all keys of one owner on this plan together." },
  { field: "tenantWindows", legend: "Windows of a tenant", hint: "Of all callers of one tenant on this plan together." },
] as const;

export function PlanFields({ api, draft, place, problemOf, onChange }: PlanFieldsProps) {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {draft.isNew && (
        <TextField
          name={`${place}.name`}
          label="Name of the plan"
          hint="Cannot be changed later: keys and bootstrap files name it."
          autoComplete="off"
          maxLength={64}
          className="max-w-md"
          value={draft.name}
          onValueChange={(name) => onChange({ ...draft, name }, "name")}
          problem={problemOf(`${place}.name`)}
        />
      )}
      {GROUPS.map(({ field, legend, hint }) => (
        <WindowRows
          key={field}
          legend={legend}
          hint={hint}
          drafts={draft[field]}
          onChange={(drafts) => onChange({ ...draft, [field]: drafts }, field)}
          place={`${place}.${field}`}
          problemOf={problemOf}
        />
      ))}
      <Quota draft={draft} place={place} problemOf={problemOf} onChange={onChange} />
      {api.dialect.tokens !== null && (
        <Checkbox
          name={`${place}.allowTokens`}
          label="Tokens may be used, too"
          hint="Unticked, callers on this plan need their key itself."
          isChecked={draft.allowTokens}
          onCheckedChange={(allowTokens) => onChange({ ...draft, allowTokens }, "allowTokens")}
        />
      )}
      <PlanEndpoints
        endpoints={api.endpoints}
        grants={draft.endpoints}
        onChange={(endpoints) => onChange({ ...draft, endpoints }, "endpoints")}
        place={`${place}.endpoints`}
        problem={problemOf(`${place}.endpoints`)}
      />
    </div>
  );
}

function Quota({ draft, place, problemOf, onChange }: Omit<PlanFieldsProps, "api">) {
  return (
    <FieldGroup
      legend="Quota"
      hint="A budget on top of the windows; spent, requests are refused until it begins anew, or, for a quota for life, until it is raised."
    >
      <div className="flex flex-wrap items-start gap-3">
        {draft.quotaPeriod !== "none" && (
          <TextField
            name={`${place}.quota.limit`}
            label="Requests"
            inputMode="numeric"
            autoComplete="off"
            className="w-36"
            value={draft.quotaLimit}
            onValueChange={(quotaLimit) => onChange({ ...draft, quotaLimit }, "quota")}
            problem={problemOf(`${place}.quota`)}
          />
        )}
        <SelectField
          name={`${place}.quota.period`}
          label="Period"
          className="w-44"
          value={draft.quotaPeriod}
          options={PERIODS}
          onValueChange={(period) => onChange({ ...draft, quotaPeriod: period as PlanDraft["quotaPeriod"] }, "quota")}
        />
      </div>
    </FieldGroup>
  );
}
