// The member's own name.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

interface NameFormProps {
  readonly name: string;
  readonly rename: (form: FormData) => Promise<ActionState>;
}

export function NameForm({ name: before, rename }: NameFormProps) {
  const [name, setName] = useState(before);
  const [isDone, setDone] = useState(false);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(rename, () => setDone(true));
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {isDone && <Alert tone="good">Your name is changed.</Alert>}
      <TextField
        name="name"
        label="Your name"
        hint="Other members see it beside what you did."
        autoComplete="name"
        value={name}
        onValueChange={(value) => {
          setName(value);
          setDone(false);
          noteEdit("name");
        }}
        problem={problemOf("name")}
      />
      <div>
        <Button type="submit" disabled={isPending || name === before}>
          {isPending ? "Saving …" : "Save the name"}
        </Button>
      </div>
    </Form>
  );
}
