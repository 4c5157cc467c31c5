// Another password for the member, for whoever knows the old one.
"use client";
import { useState } from "react";
import { PasswordFields } from "@/components/auth/password-fields";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { ProofField } from "./proof-field";

interface PasswordFormProps {
  readonly personal: readonly string[];
  readonly changePassword: (form: FormData) => Promise<ActionState>;
}

export function PasswordForm({ personal, changePassword }: PasswordFormProps) {
  /** The fields are new ones, and empty, once the password was changed. */
  const [changes, setChanges] = useState(0);
  return (
    <>
      {changes > 0 && <Alert tone="good">Your password is changed. You are signed out everywhere else.</Alert>}
      <Fields key={changes} personal={personal} changePassword={changePassword} onDone={() => setChanges((count) => count + 1)} />
    </>
  );
}

function Fields({ personal, changePassword, onDone }: PasswordFormProps & { readonly onDone: () => void }) {
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(changePassword, onDone);
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <ProofField name="current" label="Your password now" problem={problemOf("current")} onEdit={() => noteEdit("current")} />
      <PasswordFields label="New password" personal={personal} problemOf={problemOf} onEdit={noteEdit} />
      <div>
        <Button type="submit" disabled={isPending}>
          {isPending ? "Changing …" : "Change the password"}
        </Button>
      </div>
    </Form>
  );
}
