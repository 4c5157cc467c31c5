// The form that creates a key, with what such a key could do beside it; its answer shows the secret once.
"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, lazy, Suspense, useEffect, useRef } from "react";
import { PowerCard } from "@/components/keys/power-card";
import { draftPower } from "@/components/keys/scope/draft-power";
import { EndpointFields } from "@/components/keys/scope/endpoint-fields";
import { PANEL, type PartProps } from "@/components/keys/scope/field-props";
import { LimitFields } from "@/components/keys/scope/limit-fields";
import { PermissionFields } from "@/components/keys/scope/permission-fields";
import { SimulatorPanel } from "@/components/keys/scope/simulator-panel";
import { useKeyDraft } from "@/components/keys/scope/use-key-draft";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { useProblems } from "@/components/ui/use-problems";
import { type ExpiryRules, expiryChoices } from "@/lib/core/keys/expiry";
import type { FormApi } from "@/lib/core/keys/form-api";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import { endOf, type FormTenant, newDraft } from "@/lib/core/keys/key-draft";
import { HolderField } from "./holder-field";
import { PurposeFields } from "./purpose-fields";
import { SecretField } from "./secret-field";
import { useCreation } from "./use-creation";

const loadReveal = () => import("@/components/keys/reveal/reveal-dialog");
const RevealDialog = lazy(async () => ({ default: (await loadReveal()).RevealDialog }));

interface CreateKeyFormProps {
  /** The new key's own id: this form makes one key. */
  readonly formId: string;
  /** At least one. */
  readonly apis: readonly [FormApi, ...FormApi[]];
  /** Slug of the API that is chosen first. */
  readonly chosen: string;
  readonly tenants: readonly FormTenant[];
  /** The key must be of one of the tenants. */
  readonly needsTenant: boolean;
  readonly offersKeyManager: boolean;
  /** Whether the organisation can hold the key. */
  readonly offersHolder: boolean;
  /** Whether the member may change the plans of APIs. */
  readonly editsPlans: boolean;
  readonly rules: ExpiryRules;
  readonly nowMs: number;
  readonly createKey: (form: FormData) => Promise<CreateKeyAnswer>;
}

export function CreateKeyForm({ formId, apis, chosen, tenants, needsTenant, rules, nowMs, createKey, ...offers }: CreateKeyFormProps) {
  const router = useRouter();
  const { state, revealed, earlierId, isPending, isMade, send } = useCreation(createKey);
  const { problemOf, noteEdit } = useProblems(state);
  const { draft, change } = useKeyDraft(() => newDraft(apiOf(apis, chosen), rules, needsTenant ? tenants[0]?.id : undefined), noteEdit);
  const form = useRef<HTMLFormElement>(null);
  const api = apiOf(apis, draft.api);
  // The secret must not wait for code that may not arrive.
  useEffect(() => void loadReveal(), []);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending && !isMade) send(new FormData(event.currentTarget));
  };
  const parts = { api, draft, change, problemOf };
  const { power, simulated } = draftPower(draft, api, tenants, endOf(draft, nowMs, rules));
  const problem = problemOf("") ?? problemOf("id");

  return (
    <>
      <Form ref={form} onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <input type="hidden" name="id" value={formId} />
        <div className="flex min-w-0 flex-col gap-6">
          <Parts {...parts} {...offers} apis={apis} tenants={tenants} needsTenant={needsTenant} rules={rules} />
          <SimulatorPanel api={api} simulated={simulated} tenants={tenants} nowMs={nowMs} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-6">
          <PowerCard power={power} isLive />
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {earlierId !== null && <AlreadyCreated publicId={earlierId} />}
          <Button type="submit" look="main" disabled={isPending || isMade}>
            {isPending ? "Creating the key …" : "Create the key"}
          </Button>
          <p className="text-ink-soft text-sm">Its secret is shown once, right after.</p>
        </div>
      </Form>
      {revealed !== null && (
        <Suspense fallback={null}>
          <RevealDialog revealed={revealed} onStored={() => router.replace(`/keys/${revealed.publicId}`)} />
        </Suspense>
      )}
    </>
  );
}

function apiOf(apis: CreateKeyFormProps["apis"], slug: string): FormApi {
  return apis.find((api) => api.slug === slug) ?? apis[0];
}

type PartsProps = PartProps &
  Pick<CreateKeyFormProps, "apis" | "tenants" | "needsTenant" | "offersKeyManager" | "offersHolder" | "editsPlans" | "rules">;

/** Everything to fill in. */
function Parts({ apis, tenants, needsTenant, offersKeyManager, offersHolder, editsPlans, rules, ...parts }: PartsProps) {
  const { api, draft, change } = parts;
  return (
    <>
      <div className={PANEL}>
        <PurposeFields {...parts} apis={apis} tenants={tenants} needsTenant={needsTenant} editsPlans={editsPlans} />
        {(offersHolder || parts.problemOf("holder") !== null) && <HolderField {...parts} />}
      </div>
      <div className={PANEL}>
        <PermissionFields {...parts} />
        <EndpointFields {...parts} />
      </div>
      <div className={PANEL}>
        <LimitFields {...parts} expiryChoices={expiryChoices(rules)} longestDays={rules.longestKeyDays} />
        {api.typedSecret !== null && <SecretField key={api.slug} {...parts} shape={api.typedSecret} />}
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

function AlreadyCreated({ publicId }: { readonly publicId: string }) {
  return (
    <Alert tone="info">
      This form has made its key already, and its secret was shown then.{" "}
      <Link href={`/keys/${publicId}`} prefetch={false} className="font-medium underline underline-offset-4">
        Open the key
      </Link>
      . To make another one, reload the page.
    </Alert>
  );
}
