// The form that makes a tenant, or renames one.
"use client";
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";
import { AGREEMENT_FIELD } from "@/lib/core/schemas/agreement-field";
import { SecondTenantNotice } from "./second-tenant-notice";

type FormAction = (state: ActionState, form: FormData) => Promise<ActionState>;

interface TenantFormProps {
  readonly action: FormAction;
  readonly name?: string;
  readonly submitLabel: string;
  readonly pendingLabel: string;
  /** Whether the tenant to be made would be the second one. */
  readonly isSecond?: boolean;
  /** The way out without a change. */
  readonly children: ReactNode;
}

export function TenantForm({ action, name: nameBefore = "", submitLabel, pendingLabel, isSecond = false, children }: TenantFormProps) {
  const [state, send, isPending] = useActionState((before: ActionState, data: FormData) => answered(action(before, data)), IDLE);
  const [name, setName] = useState(nameBefore);
  const [hasAgreed, setAgreed] = useState(false);
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);

  // React empties the fields of a form after its action, also after a refusal; so the action is called by hand.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  };
  const problem = problemOf("");
  // The server counts again: a page that stood open while a tenant was deleted learns it from the refusal.
  const asksForAgreement = isSecond || messageFor(state, AGREEMENT_FIELD) !== null;

  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField
        name="name"
        label="Name"
        hint="As people call it: a customer, a region, a stage. No two tenants have the same name."
        autoComplete="off"
        maxLength={255}
        value={name}
        onValueChange={(value) => {
          setName(value);
          noteEdit("name");
        }}
        problem={problemOf("name")}
      />
      {asksForAgreement && <SecondTenantNotice />}
      {asksForAgreement && (
        <Checkbox
          name={AGREEMENT_FIELD}
          label="I know that these calls will be refused until they name a tenant"
          isChecked={hasAgreed}
          onCheckedChange={(isChecked) => {
            setAgreed(isChecked);
            noteEdit(AGREEMENT_FIELD);
          }}
          problem={problemOf(AGREEMENT_FIELD)}
        />
      )}
      <div className="flex flex-wrap gap-3 max-sm:[&>*]:w-full">
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? pendingLabel : submitLabel}
        </Button>
        {children}
      </div>
    </Form>
  );
}
