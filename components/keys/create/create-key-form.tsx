// The form that creates a key, with what such a key could do beside it; its answer shows the secret once.
"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState, useTransition } from "react";
import { flushSync } from "react-dom";
import { PowerCard } from "@/components/keys/power-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { useProblems } from "@/components/ui/use-problems";
import type { FormApi } from "@/lib/core/keys/form-api";
import type { CreateKeyAnswer, RevealedKey } from "@/lib/core/keys/key-answer";
import { type FormTenant, type KeyDraft, newDraft, powerOf } from "@/lib/core/keys/key-draft";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { EndpointFields } from "./endpoint-fields";
import { LimitFields } from "./limit-fields";
import { PermissionFields } from "./permission-fields";
import { PurposeFields } from "./purpose-fields";
import { SecretField } from "./secret-field";

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

const NOT_SENT: ActionState = {
  kind: "refused",
  problems: [
    { field: "", code: "invalid", message: "The server could not be reached, or failed. Look at the list of keys, then try again." },
  ],
};

/** The secret is held nowhere but in this state, and only until the page is left: a page that comes back by Back has none. */
function useRevealedKey() {
  const [revealed, setRevealed] = useState<RevealedKey | null>(null);
  useEffect(() => {
    // At once: a page that is kept for Back is frozen as it stands.
    const forget = () => flushSync(() => setRevealed(null));
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  return [revealed, setRevealed] as const;
}

export function CreateKeyForm({ formId, apis, tenants, offersKeyManager, nowMs, createKey }: CreateKeyFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => newDraft(apis[0]));
  const [state, setState] = useState<ActionState>(IDLE);
  const [earlierId, setEarlierId] = useState<string | null>(null);
  const [revealed, setRevealed] = useRevealedKey();
  const [isPending, startSending] = useTransition();
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
    const data = new FormData(event.currentTarget);
    startSending(async () => {
      const answer = await createKey(data).catch(() => NOT_SENT);
      if (answer.kind === "created") setRevealed(answer);
      else if (answer.kind === "already-created") setEarlierId(answer.publicId);
      else setState(answer);
    });
  };
  const parts = { api, draft, change, problemOf };
  const problem = problemOf("") ?? problemOf("id");

  return (
    <>
      <form ref={form} method="post" onSubmit={submit} noValidate className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <input type="hidden" name="id" value={formId} />
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
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-6">
          <PowerCard power={powerOf(draft, api, tenants, nowMs)} isLive />
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {earlierId !== null && <AlreadyCreated publicId={earlierId} />}
          <Button type="submit" look="main" disabled={isPending || revealed !== null || earlierId !== null}>
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
