// The plans of an API: what their keys may use, and how much.
"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { FormFrame } from "./form-frame";
import { NEW_PLAN, planDraft, planOf } from "./plan-draft";
import { PlanFields } from "./plan-fields";
import { type SendApiForm, useApiForm } from "./use-api-form";
import { useRows } from "./use-rows";

interface PlansFormProps {
  readonly api: EditedApi;
  readonly save: SendApiForm;
}

export function PlansForm({ api, save }: PlansFormProps) {
  const form = useApiForm(save);
  const { rows, values, add, change, remove } = useRows(api.plans.map(planDraft));
  const isOfPlan = rows.some((_row, index) => form.hasProblem(`plans[${index}]`));
  return (
    <FormFrame
      form={form}
      fields={["plans"]}
      submitLabel="Save the plans"
      pendingLabel="Saving …"
      onSubmit={() => form.send({ plans: values.map(planOf) })}
    >
      {form.hasProblem("plans") && !isOfPlan && <Alert tone="bad">{form.problemOf("plans")}</Alert>}
      <ul className="flex flex-col gap-4">
        {rows.map(({ id, value }, index) => (
          <li key={id}>
            <Card className="flex min-w-0 flex-col gap-6">
              <div className="flex flex-wrap items-start justify-between gap-3">
                <div className="min-w-0">
                  <h3 className="break-words font-semibold">{value.name || "New plan"}</h3>
                  <KeysOnPlan slug={api.slug} count={api.keys.onPlan[value.name] ?? 0} isNew={value.isNew} />
                </div>
                <RemovePlan
                  name={value.name}
                  whyNot={whyNot(api, value.name, value.isNew, rows.length)}
                  onRemove={() => {
                    remove(id);
                    form.noteEdit("plans");
                  }}
                />
              </div>
              <PlanFields
                api={api}
                draft={value}
                place={`plans[${index}]`}
                problemOf={form.problemOf}
                onChange={(draft, field) => {
                  change(id, draft);
                  form.noteEdit(`plans[${index}].${field}`);
                }}
              />
            </Card>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => add(NEW_PLAN)}>
          <Plus aria-hidden="true" />
          Add a plan
        </Button>
      </div>
    </FormFrame>
  );
}

function whyNot(api: EditedApi, name: string, isNew: boolean, plans: number): string | null {
  if (plans === 1) return "An API has at least one plan.";
  if (isNew) return null;
  if ((api.keys.onPlan[name] ?? 0) > 0) return "Keys are on it, so it stays.";
  return name === "default" && api.dialect.tokens !== null ? "Tokens without a key are on it, so it stays." : null;
}

function KeysOnPlan({ slug, count, isNew }: { readonly slug: string; readonly count: number; readonly isNew: boolean }) {
  if (isNew) return null;
  if (count === 0) return <p className="text-ink-soft text-sm">No key is on it.</p>;
  return (
    <p className="text-ink-soft text-sm">
      <Link href={`/keys?api=${slug}`} prefetch={false} className="text-accent underline underline-offset-4">
        {count === 1 ? "1 key" : `${count} keys`}
      </Link>{" "}
      on it, ended ones among them. Changes hold for {count === 1 ? "it" : "them"} at once.
    </p>
  );
}

interface RemovePlanProps {
  readonly name: string;
  /** null = it can be removed. */
  readonly whyNot: string | null;
  readonly onRemove: () => void;
}

function RemovePlan({ name, whyNot: reason, onRemove }: RemovePlanProps) {
  if (reason !== null) return <p className="text-ink-soft text-sm">{reason}</p>;
  return (
    <Button onClick={onRemove} aria-label={`Remove the plan ${name || "that is new"}`}>
      Remove
    </Button>
  );
}
