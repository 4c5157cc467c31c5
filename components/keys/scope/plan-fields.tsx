// What a key is meant for, and what its plan allows; where there are several, which one.
"use client";
import Link from "next/link";
import { SelectField } from "@/components/ui/select-field";
import { withPurpose } from "@/lib/core/keys/key-draft";
import type { PartProps } from "./field-props";

interface PlanFieldsProps extends PartProps {
  /** In a new key the purpose fills in the permissions; later it is a label and changes nothing else. */
  readonly fillsIn: boolean;
  /** Whether the member may change what plans there are. */
  readonly editsPlans: boolean;
}

export function PlanFields({ api, draft, change, problemOf, fillsIn, editsPlans }: PlanFieldsProps) {
  const known = api.purposes.map(({ purpose, label }) => ({ value: purpose, label }));
  const other =
    draft.purpose === "" || known.some(({ value }) => value === draft.purpose) ? [] : [{ value: draft.purpose, label: draft.purpose }];
  return (
    <>
      <SelectField
        name="purpose"
        label="Purpose"
        hint={fillsIn ? "Fills in the permissions below, and stays on the key as a label." : "A label. It changes no permission."}
        value={draft.purpose}
        options={[...known, ...other, { value: "", label: "No particular one" }]}
        onValueChange={(purpose) => (fillsIn ? change(withPurpose(draft, api, purpose), "permissions") : change({ purpose }))}
      />
      <Plan {...{ api, draft, change, problemOf, editsPlans }} />
    </>
  );
}

/** An API's only plan is no choice, but still the limits that the key will have. */
function Plan({ api, draft, change, problemOf, editsPlans }: Omit<PlanFieldsProps, "fillsIn">) {
  const options = api.plans.map(({ name, words }) => ({ value: name, label: `${name}: ${words}` }));
  const link = editsPlans ? <PlansLink slug={api.slug} /> : undefined;
  if (options.length > 1) {
    return (
      <SelectField
        name="plan"
        label="Plan"
        hint={link}
        value={draft.plan}
        options={options}
        onValueChange={(plan) => change({ plan }, "plan")}
        problem={problemOf("plan")}
      />
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-1.5 text-sm">
      <p className="font-medium">Plan</p>
      <p className="[overflow-wrap:anywhere]">{options[0]?.label ?? "None"}</p>
      {link !== undefined && <p className="text-ink-soft">{link}</p>}
    </div>
  );
}

function PlansLink({ slug }: { readonly slug: string }) {
  return (
    <Link href={`/apis/${slug}/edit?part=plans`} prefetch={false} className="underline underline-offset-4">
      Change the plans of this API
    </Link>
  );
}
