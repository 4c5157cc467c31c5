// A form of whole numbers, such as limits and spans of time, and at most one choice: of settings that an owner changes and an admin reads.
"use client";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";

export interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** null = the field is empty, which means something. */
  readonly value: number | null;
}

interface ChoiceField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
}

interface NumberFormProps {
  readonly fields: readonly NumberField[];
  readonly choice?: ChoiceField;
  /** null = the member only reads. */
  readonly save: ((form: FormData) => Promise<ActionState>) | null;
}

export function NumberForm({ fields, choice, save }: NumberFormProps) {
  const [values, setValues] = useState(() =>
    Object.fromEntries([...fields, ...(choice === undefined ? [] : [choice])].map(({ name, value }) => [name, String(value ?? "")])),
  );
  const [state, setState] = useState<ActionState>(IDLE);
  const [isSaved, setSaved] = useState(false);
  const [isPending, startSending] = useTransition();
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save === null) return;
    const data = new FormData(event.currentTarget);
    startSending(async () => {
      const answer = await save(data);
      setState(answer);
      setSaved(answer.kind !== "refused");
    });
  };
  const edit = (name: string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setSaved(false);
    noteEdit(name);
  };
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {isSaved && <Alert tone="good">Saved. It holds from now on.</Alert>}
      <div className="grid gap-5 sm:grid-cols-2">
        {fields.map(({ name, label, hint }) => (
          <TextField
            key={name}
            name={name}
            label={label}
            hint={hint}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            readOnly={save === null}
            value={values[name] ?? ""}
            onValueChange={(value) => edit(name, value)}
            problem={problemOf(name)}
          />
        ))}
      </div>
      {choice !== undefined && (
        <FieldGroup legend={choice.label} hint={choice.hint} problem={problemOf(choice.name)}>
          <Choice
            field={choice}
            value={values[choice.name] ?? ""}
            onValueChange={save === null ? null : (value) => edit(choice.name, value)}
          />
        </FieldGroup>
      )}
      {save !== null ? (
        <Button type="submit" look="main" disabled={isPending} className="self-start max-sm:w-full">
          {isPending ? "Saving …" : "Save"}
        </Button>
      ) : (
        <p className="text-ink-soft text-sm">Owners of this instance change this.</p>
      )}
    </Form>
  );
}

interface ChoiceProps {
  readonly field: ChoiceField;
  readonly value: string;
  /** null = the member only reads. */
  readonly onValueChange: ((value: string) => void) | null;
}

function Choice({ field: { name, options }, value, onValueChange }: ChoiceProps) {
  if (onValueChange !== null) return <RadioGroup name={name} value={value} options={options} onValueChange={onValueChange} />;
  return <p>{options.find((option) => option.value === value)?.label}</p>;
}
