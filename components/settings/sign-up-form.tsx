// Who may make an account of the console without being invited.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

interface SignUpFormProps {
  readonly mode: string;
  readonly domains: readonly string[];
  readonly change: (form: FormData) => Promise<ActionState>;
}

const MODES = [
  { value: "off", label: "Nobody: members are invited" },
  { value: "domain", label: "People with an e-mail address of these domains" },
  { value: "open", label: "Everybody" },
];

export function SignUpForm({ mode: modeBefore, domains: domainsBefore, change }: SignUpFormProps) {
  const [mode, setMode] = useState(modeBefore);
  const [domains, setDomains] = useState(domainsBefore.join(", "));
  const [isDone, setDone] = useState(false);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(change, () => setDone(true));
  const edit = (field: string) => {
    setDone(false);
    noteEdit(field);
  };
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {isDone && <Alert tone="good">This holds from now on.</Alert>}
      <SelectField
        name="mode"
        label="Who may make an account themselves"
        hint="Such members are viewers: they read, and change nothing. Their e-mail address is proved by a link before the account exists."
        value={mode}
        options={MODES}
        onValueChange={(value) => {
          setMode(value);
          edit("mode");
        }}
        problem={problemOf("mode")}
      />
      {mode === "domain" && (
        <TextField
          name="domains"
          label="Domains"
          hint="With commas between them: example.com, example.org. Subdomains are domains of their own."
          autoComplete="off"
          value={domains}
          onValueChange={(value) => {
            setDomains(value);
            edit("domains");
          }}
          problem={problemOf("domains")}
        />
      )}
      <div>
        <Button type="submit" disabled={isPending}>
          {isPending ? "Saving …" : "Save who may sign up"}
        </Button>
      </div>
    </Form>
  );
}
