// The form that creates a key, with what such a key could do beside it; its answer shows the secret once.
"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { PowerCard } from "@/components/keys/power-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { useProblems } from "@/components/ui/use-problems";
import type { FormApi } from "@/lib/core/keys/form-api";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import { type FormTenant, type KeyDraft, newDraft, powerOf } from "@/lib/core/keys/key-draft";
import { EndpointFields } from "./endpoint-fields";
import type { PartProps } from "./field-props";
import { LimitFields } from "./limit-fields";
import { PermissionFields } from "./permission-fields";
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
  readonly tenants: readonly FormTenant[];
  readonly offersKeyManager: boolean;
  readonly nowMs: number;
  readonly createKey: (form: FormData) => Promise<CreateKeyAnswer>;
}

/** A surface as `Card` has it, without the weight that joining class names brings to the browser. */
const PANEL = "flex flex-col gap-5 rounded-lg border border-line bg-surface p-5 sm:p-6";

export function CreateKeyForm({ formId, apis, tenants, offersKeyManager, nowMs, createKey }: CreateKeyFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => newDraft(apis[0]));
  const { state, revealed, earlierId, isPending, isMade, send } = useCreation(createKey);
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  const api = apis.find(({ slug }) => slug === draft.api) ?? apis[0];
  // The secret must not wait for code that may not arrive.
  useEffect(() => void loadReveal(), []);
  useEffect(() => {
    if (state.kind === "refused") form.current?.querySelector<HTMLElement>("[aria-invalid=true], fieldset[data-invalid]")?.focus();
  }, [state]);

  const change = (part: Partial<KeyDraft>, ...fields: readonly string[]) => {
    setDraft((before) => ({ ...before, ...part }));
    for (const field of fields) noteEdit(field);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending && !isMade) send(new FormData(event.currentTarget));
  };
  const parts = { api, draft, change, problemOf };
  const problem = problemOf("") ?? problemOf("id");

  return (
    <>
      <form ref={form} method="post" onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <input type="hidden" name="id" value={formId} />
        <Parts {...parts} apis={apis} tenants={tenants} offersKeyManager={offersKeyManager} />
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-6">
          <PowerCard power={powerOf(draft, api, tenants, nowMs)} isLive />
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {earlierId !== null && <AlreadyCreated publicId={earlierId} />}
          <Button type="submit" look="main" disabled={isPending || isMade}>
            {isPending ? "Creating the key …" : "Create the key"}
          </Button>
          <p className="text-ink-soft text-sm">Its secret is shown once, right after.</p>
        </div>
      </form>
      {revealed !== null && (
        <Suspense fallback={null}>
          <RevealDialog revealed={revealed} onStored={() => router.replace(`/keys/${revealed.publicId}`)} />
        </Suspense>
      )}
    </>
  );
}

type PartsProps = PartProps & Pick<CreateKeyFormProps, "apis" | "tenants" | "offersKeyManager">;

/** Everything to fill in. */
function Parts({ apis, tenants, offersKeyManager, ...parts }: PartsProps) {
  const { api, draft, change } = parts;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <div className={PANEL}>
        <PurposeFields {...parts} apis={apis} tenants={tenants} />
      </div>
      <div className={PANEL}>
        <PermissionFields {...parts} />
        <EndpointFields {...parts} />
      </div>
      <div className={PANEL}>
        <LimitFields {...parts} />
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
    </div>
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
