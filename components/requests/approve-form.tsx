// Approves a request with what its key may do: plan, permissions, endpoints, tenant, expiry, addresses.
"use client";
import { TenantField } from "@/components/keys/create/tenant-field";
import { PowerCard } from "@/components/keys/power-card";
import { draftPower } from "@/components/keys/scope/draft-power";
import { EndpointFields } from "@/components/keys/scope/endpoint-fields";
import { PANEL } from "@/components/keys/scope/field-props";
import { LimitFields } from "@/components/keys/scope/limit-fields";
import { PermissionFields } from "@/components/keys/scope/permission-fields";
import { SimulatorPanel } from "@/components/keys/scope/simulator-panel";
import { useKeyDraft } from "@/components/keys/scope/use-key-draft";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import { expiryChoices } from "@/lib/core/keys/expiry";
import { endOf, newDraft } from "@/lib/core/keys/key-draft";
import type { RequestDecisionProps } from "./request-decision";

export function ApproveForm({ api, tenants, wanted, rules, nowMs, approve }: Omit<RequestDecisionProps, "refuse">) {
  const { problemOf, noteEdit, form, submit, isPending } = useFormCall(approve);
  const { draft, change } = useKeyDraft(() => {
    const begun = newDraft(api, rules);
    return {
      ...begun,
      name: wanted.name.slice(0, 200),
      plan: api.plans.some(({ name }) => name === wanted.plan) ? wanted.plan : begun.plan,
    };
  }, noteEdit);
  const parts = { api, draft, change, problemOf };
  const { power, simulated } = draftPower(draft, api, tenants, endOf(draft, nowMs, rules));
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <input type="hidden" name="api" value={api.slug} />
      <div className="flex min-w-0 flex-col gap-6">
        <div className={PANEL}>
          <TextField
            name="name"
            label="Name of the key"
            autoComplete="off"
            value={draft.name}
            onValueChange={(name) => change({ name }, "name")}
            problem={problemOf("name")}
          />
          <SelectField
            name="plan"
            label="Plan"
            hint={`Asked for: ${wanted.plan}.`}
            value={draft.plan}
            options={api.plans.map(({ name, words }) => ({ value: name, label: `${name}: ${words}` }))}
            onValueChange={(plan) => change({ plan }, "plan")}
            problem={problemOf("plan")}
          />
          <TenantField {...parts} tenants={tenants} needsTenant={false} />
          <PermissionFields {...parts} />
          <EndpointFields {...parts} />
          <LimitFields {...parts} expiryChoices={expiryChoices(rules)} longestDays={rules.longestKeyDays} />
        </div>
        <SimulatorPanel api={api} simulated={simulated} tenants={tenants} nowMs={nowMs} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-6">
        <PowerCard power={power} isLive />
        {problem !== null && <Alert tone="bad">{problem}</Alert>}
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? "Approving …" : "Approve and send the link"}
        </Button>
        <p className="text-ink-soft text-sm">
          The key is made when the button behind the link is pressed, within 72 hours. Nobody sees its secret before.
        </p>
      </div>
    </Form>
  );
}
