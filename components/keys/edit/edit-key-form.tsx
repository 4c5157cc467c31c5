// The form that changes a key, with what such a key could do beside it; nothing is saved before its changes were looked at.
"use client";
import Link from "next/link";
import { type FormEvent, lazy, Suspense, useEffect, useRef } from "react";
import { PowerCard } from "@/components/keys/power-card";
import { draftPower } from "@/components/keys/scope/draft-power";
import { EndpointFields } from "@/components/keys/scope/endpoint-fields";
import { PANEL, type PartProps } from "@/components/keys/scope/field-props";
import { LimitFields } from "@/components/keys/scope/limit-fields";
import { NameFields } from "@/components/keys/scope/name-fields";
import { PermissionFields } from "@/components/keys/scope/permission-fields";
import { PlanFields } from "@/components/keys/scope/plan-fields";
import { SimulatorPanel } from "@/components/keys/scope/simulator-panel";
import { useKeyDraft } from "@/components/keys/scope/use-key-draft";
import { Alert } from "@/components/ui/alert";
import { Button, buttonClasses } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { useProblems } from "@/components/ui/use-problems";
import { draftOf, unregisteredCalls } from "@/lib/core/keys/edited-key";
import { type ExpiryRules, expiryChoices, KEEPS_EXPIRY } from "@/lib/core/keys/expiry";
import type { FormApi } from "@/lib/core/keys/form-api";
import { endOf, type FormTenant } from "@/lib/core/keys/key-draft";
import { dateWords } from "@/lib/core/keys/power-words";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { type EditActions, useEdit } from "./use-edit";

const ReviewDialog = lazy(async () => ({ default: (await import("./review-dialog")).ReviewDialog }));

interface EditKeyFormProps extends EditActions {
  readonly apiKey: KeyView;
  /** Of the key as it was read. */
  readonly version: string;
  /** Its API, with everything that the key has. */
  readonly api: FormApi;
  readonly tenants: readonly FormTenant[];
  readonly offersKeyManager: boolean;
  /** Whether the member may change the plans of the API. */
  readonly editsPlans: boolean;
  readonly rules: ExpiryRules;
  readonly nowMs: number;
}

export function EditKeyForm({ apiKey, version, api, tenants, offersKeyManager, editsPlans, rules, nowMs, ...actions }: EditKeyFormProps) {
  const path = `/keys/${apiKey.publicId}`;
  const { state, reviewed, isPending, review, save, goOn } = useEdit(apiKey.publicId, path, actions);
  const { problemOf, noteEdit } = useProblems(state);
  const { draft, change } = useKeyDraft(() => draftOf(apiKey, api), noteEdit);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) review(new FormData(event.currentTarget));
  };
  const parts = { api, draft, change, problemOf };
  const expiresAt = draft.expiry === KEEPS_EXPIRY ? apiKey.expiresAt : endOf(draft, nowMs, rules);
  const { power, simulated } = draftPower(draft, api, tenants, expiresAt, apiKey.pausedAt !== null);
  const problem = problemOf("") ?? problemOf("state") ?? problemOf("version") ?? problemOf("keyManager");
  return (
    <>
      <Form ref={form} onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <input type="hidden" name="version" value={version} />
        <div className="flex min-w-0 flex-col gap-6">
          <Parts {...parts} apiKey={apiKey} tenants={tenants} offersKeyManager={offersKeyManager} editsPlans={editsPlans} rules={rules} />
          <SimulatorPanel api={api} simulated={simulated} tenants={tenants} nowMs={nowMs} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-6">
          <PowerCard power={power} isLive />
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <Button type="submit" look="main" disabled={isPending}>
            {isPending && reviewed === null ? "Comparing …" : "Review the changes"}
          </Button>
          <Link href={path} prefetch={false} className={buttonClasses()}>
            Cancel
          </Link>
          <p className="text-ink-soft text-sm">Nothing is saved before you have seen what changes. The secret stays the same.</p>
        </div>
      </Form>
      {reviewed !== null && (
        <Suspense fallback={null}>
          <ReviewDialog reviewed={reviewed} isSaving={isPending} onSave={save} onClose={goOn} />
        </Suspense>
      )}
    </>
  );
}

type PartsProps = PartProps & Pick<EditKeyFormProps, "apiKey" | "tenants" | "offersKeyManager" | "editsPlans" | "rules">;

function Parts({ apiKey, tenants, offersKeyManager, editsPlans, rules, ...parts }: PartsProps) {
  const { api, draft, change } = parts;
  const keeps = { value: KEEPS_EXPIRY, label: apiKey.expiresAt === null ? "Stays: never" : `Stays: ${dateWords(apiKey.expiresAt)}` };
  return (
    <>
      <div className={PANEL}>
        <Fixed apiKey={apiKey} api={api} tenants={tenants} />
        <NameFields {...parts} />
        <PlanFields {...parts} fillsIn={false} editsPlans={editsPlans} />
      </div>
      <div className={PANEL}>
        <PermissionFields {...parts} />
        <EndpointFields {...parts} unregistered={unregisteredCalls(api, apiKey)} />
      </div>
      <div className={PANEL}>
        <LimitFields {...parts} expiryChoices={[keeps, ...expiryChoices(rules)]} longestDays={rules.longestKeyDays} />
        {offersKeyManager && api.hasKeyManagers && (
          <Checkbox
            name="keyManager"
            label="Key manager"
            hint="May make keys through the management API, with no more power than it has itself."
            isChecked={draft.keyManager}
            onCheckedChange={(keyManager) => change({ keyManager })}
          />
        )}
      </div>
    </>
  );
}

/** What an edit cannot change, and why. */
function Fixed({ apiKey, api, tenants }: Pick<EditKeyFormProps, "apiKey" | "api" | "tenants">) {
  const tenant = tenants.find(({ id }) => id === apiKey.tenantId)?.name ?? apiKey.tenantId;
  return (
    <dl className="grid gap-x-6 gap-y-1 border-line border-b pb-5 text-sm sm:grid-cols-[6rem_minmax(0,1fr)]">
      <dt className="font-medium">API</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{api.name}</dd>
      <dt className="font-medium max-sm:mt-2">Tenant</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{tenant ?? "None: it reaches every tenant"}</dd>
      <dd className="mt-1.5 text-ink-soft sm:col-span-2">
        These two stay for the key&apos;s life: its holder, its usage and its trail belong to them. For others, create a key and revoke this
        one.
      </dd>
    </dl>
  );
}
