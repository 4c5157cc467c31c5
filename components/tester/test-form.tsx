// The form that tests what does not work, and what came of it.
"use client";
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import type { DiagnosisState } from "@/lib/core/diagnosis/diagnosis";
import { IDLE } from "@/lib/core/schemas/action-state";
import { DiagnosisView } from "./diagnosis-view";

interface TestFormProps {
  readonly action: (state: DiagnosisState, form: FormData) => Promise<DiagnosisState>;
  readonly apis: readonly { readonly slug: string; readonly name: string }[];
  /** The address that this browser is seen under. */
  readonly ownAddress: string;
}

const NOTHING = { paste: "", api: "", endpoint: "", address: "" };

/** Whether scripts listen: before that the browser itself would send the form, and show nothing. */
function useIsListening(): boolean {
  const [isListening, setListening] = useState(false);
  useEffect(() => setListening(true), []);
  return isListening;
}

/** What was typed, and how to change it. It is gone with the page: not even the browser's way back brings it. */
function useInput() {
  const [input, setInput] = useState(NOTHING);
  useEffect(() => {
    const forget = () => setInput(NOTHING);
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  return [input, setInput] as const;
}

export function TestForm({ action, apis, ownAddress }: TestFormProps) {
  const [state, send, isPending] = useActionState((before: DiagnosisState, data: FormData) => answered(action(before, data)), IDLE);
  const [input, setInput] = useInput();
  const isListening = useIsListening();
  const { problemOf, noteEdit } = useProblems(state.kind === "diagnosed" ? IDLE : state);
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
  const field = (name: keyof typeof NOTHING) => ({
    name,
    value: input[name],
    onValueChange: (value: string) => {
      setInput((before) => ({ ...before, [name]: value }));
      noteEdit(name);
    },
    problem: problemOf(name),
  });
  const problem = problemOf("");

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:items-start">
      <Form ref={form} onSubmit={submit} noValidate autoComplete="off" className="flex min-w-0 flex-col gap-5">
        {problem !== null && <Alert tone="bad">{problem}</Alert>}
        <TextAreaField
          {...field("paste")}
          label="Key, header or curl command"
          hint="Several lines are fine, as copied from a terminal or from a browser's network tools."
          rows={8}
          // A spelling service would be sent the key.
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          autoComplete="off"
          className="[&_textarea]:font-mono [&_textarea]:text-sm"
        />
        <SelectField
          {...field("api")}
          label="API"
          hint="A curl command says by its URL which API it calls."
          options={[{ value: "", label: "Find out from the paste" }, ...apis.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
        <details
          className="group rounded-md border border-line px-4 py-1"
          open={problemOf("endpoint") !== null || problemOf("address") !== null || undefined}
        >
          <summary className="min-h-11 cursor-pointer content-center font-medium text-sm">More about the request</summary>
          <div className="flex flex-col gap-5 pt-2 pb-4">
            <TextField
              {...field("endpoint")}
              label="Endpoint"
              placeholder="GET /models"
              hint="When the paste has no URL."
              autoComplete="off"
            />
            <TextField
              {...field("address")}
              label="Address of the client"
              hint={`For keys that may be used from some addresses only. Left empty, it is yours: ${ownAddress}.`}
              autoComplete="off"
            />
          </div>
        </details>
        <Button type="submit" look="main" disabled={isPending || !isListening}>
          {isPending ? "Testing …" : "Test"}
        </Button>
      </Form>
      <Outcome state={state} />
    </div>
  );
}

/** Moves the reader to each new diagnosis. */
function Outcome({ state }: { readonly state: DiagnosisState }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (state.kind === "diagnosed") heading.current?.focus();
  }, [state]);
  if (state.kind !== "diagnosed") return null;
  return <DiagnosisView diagnosis={state.diagnosis} headingRef={heading} />;
}
