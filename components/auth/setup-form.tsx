// The form that makes the owner account, for whoever opened the set-up link.
"use client";
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { PasswordFields } from "./password-fields";
import { useLinkToken } from "./use-link-token";

interface SetupFormProps {
  readonly action: (state: ActionState, form: FormData) => Promise<ActionState>;
}

const NO_TOKEN =
  "Open this page by the whole link that Keyfuse printed when it started: the part after the # opens it. A restart prints a new one.";

export function SetupForm({ action }: SetupFormProps) {
  const token = useLinkToken();
  const [state, send, isPending] = useActionState((before: ActionState, data: FormData) => answered(action(before, data)), IDLE);
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
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
  const problem = problemOf("token") ?? problemOf("");
  if (token === "") return <Alert tone="bad">{NO_TOKEN}</Alert>;

  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <input type="hidden" name="token" value={token ?? ""} />
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        hint="You sign in with it."
        autoComplete="username"
        value={email}
        onValueChange={(value) => {
          setEmail(value);
          noteEdit("email");
        }}
        problem={problemOf("email")}
      />
      <TextField
        name="name"
        label="Your name"
        autoComplete="name"
        value={name}
        onValueChange={(value) => {
          setName(value);
          noteEdit("name");
        }}
        problem={problemOf("name")}
      />
      <PasswordFields personal={[email, name]} problemOf={problemOf} onEdit={noteEdit} />
      <Button type="submit" look="main" disabled={isPending || token === null}>
        {isPending ? "Making the account …" : "Make the owner account"}
      </Button>
    </Form>
  );
}
