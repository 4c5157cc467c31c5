// The fields of a request for a key, for strangers and for members.
"use client";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import type { ActionState } from "@/lib/core/schemas/action-state";

export interface RequestValues {
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly plan: string;
}

interface RequestFieldsProps {
  readonly state: ActionState;
  readonly isPending: boolean;
  readonly initial: RequestValues;
  readonly plans: readonly SelectOption[];
  /** Strangers say who they are and agree to be written to; of members it is known. */
  readonly isStranger: boolean;
  readonly onSend: (data: FormData) => void;
  /** What stands first. */
  readonly children?: ReactNode;
}

export function RequestFields({ state, isPending, initial, plans, isStranger, onSend, children }: RequestFieldsProps) {
  const [values, setValues] = useState(initial);
  const [hasAgreed, setAgreed] = useState(false);
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);
  const field = (name: keyof RequestValues) => ({
    name,
    value: values[name],
    problem: problemOf(name),
    onValueChange: (value: string) => {
      setValues((before) => ({ ...before, [name]: value }));
      noteEdit(name);
    },
  });
  // React empties the fields of a form after its action; so the action is called by hand.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSend(new FormData(event.currentTarget));
  };
  const problem = problemOf("");
  const plan = plans.some(({ value }) => value === values.plan) ? values.plan : (plans[0]?.value ?? "");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-2xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {children}
      {isStranger && (
        <>
          <TextField {...field("name")} label="Your name" autoComplete="name" maxLength={200} />
          <TextField {...field("email")} type="email" label="E-mail address" autoComplete="email" maxLength={254} />
          <TextField {...field("organisation")} label="Organisation (optional)" autoComplete="organization" maxLength={200} />
        </>
      )}
      <TextAreaField
        {...field("purpose")}
        label="What do you need the key for?"
        hint="Which program will call, which calls it makes, and how often. Never write a secret here."
        rows={4}
        maxLength={4000}
      />
      {plans.length > 1 && <SelectField {...field("plan")} value={plan} label="Plan" options={plans} />}
      {isStranger && (
        <>
          <TrapField />
          <Checkbox
            name="agree"
            label="I agree that you keep what I write here and answer me at this address."
            isChecked={hasAgreed}
            onCheckedChange={(isChecked) => {
              setAgreed(isChecked);
              noteEdit("agree");
            }}
            problem={problemOf("agree")}
          />
        </>
      )}
      <div>
        <Button type="submit" look="main" disabled={isPending} className="max-sm:w-full">
          {isPending ? "Sending …" : "Ask for a key"}
        </Button>
      </div>
    </Form>
  );
}

/** Nobody sees it, hears of it or comes to it by keyboard; programs that fill in every field fill in this one too. */
function TrapField() {
  return (
    <div aria-hidden="true" className="sr-only">
      <label>
        Website
        <input type="text" name="website" tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}
