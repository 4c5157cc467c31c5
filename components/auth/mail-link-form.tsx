// Asks for a link by mail. What it answers is the same, whoever has an account.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** `asked`: whatever there was to do is being done. */
export type AskedState = ActionState | { readonly kind: "asked" };

interface MailLinkFormProps {
  readonly ask: (form: FormData) => Promise<AskedState>;
  readonly hint: string;
  /** What is said once it was asked. */
  readonly asked: string;
}

export function MailLinkForm({ ask, hint, asked }: MailLinkFormProps) {
  const [email, setEmail] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(ask, () => setAsked(true));
  if (isAsked) return <Alert tone="good">{asked}</Alert>;
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        hint={hint}
        autoComplete="username"
        value={email}
        onValueChange={(value) => {
          setEmail(value);
          noteEdit("email");
        }}
        problem={problemOf("email")}
      />
      <Button type="submit" look="main" disabled={isPending}>
        {isPending ? "Sending …" : "Send the link"}
      </Button>
    </Form>
  );
}
