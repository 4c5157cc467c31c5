// A key's name and description, and the form that takes their place while they are changed.
"use client";
import { Pencil } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";

/** What the form changes. */
export interface KeyChanges {
  readonly name: string;
  readonly description: string;
}

interface KeyNameFormProps extends KeyChanges {
  readonly publicId: string;
  readonly rename: (key: string, changes: KeyChanges) => Promise<ActionState>;
}

export function KeyNameForm(props: KeyNameFormProps) {
  const [isEditing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    // The button comes back with the next paint.
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (isEditing) {
    return (
      <div className="w-full">
        <Editing {...props} onDone={close} />
      </div>
    );
  }
  return (
    <Button ref={opener} onClick={() => setEditing(true)}>
      <Pencil aria-hidden="true" />
      Rename or describe
    </Button>
  );
}

function Editing({ publicId, rename, onDone, ...before }: KeyNameFormProps & { readonly onDone: () => void }) {
  const [changes, setChanges] = useState<KeyChanges>({ name: before.name, description: before.description });
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    if (state.kind === "refused") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startSending(async () => {
      const answer = await rename(publicId, changes);
      if (answer.kind === "refused") setState(answer);
      else onDone();
    });
  };
  const set = (field: keyof KeyChanges) => (value: string) => {
    setChanges((known) => ({ ...known, [field]: value }));
    noteEdit(field);
  };
  const problem = problemOf("") ?? problemOf("state");
  return (
    <form ref={form} method="post" onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField name="name" label="Name" autoComplete="off" value={changes.name} onValueChange={set("name")} problem={problemOf("name")} />
      <TextAreaField
        name="description"
        label="Description (optional)"
        value={changes.description}
        onValueChange={set("description")}
        problem={problemOf("description")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? "Saving …" : "Save"}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
