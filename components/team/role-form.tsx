// Gives a member another role.
"use client";
import { type FormEvent, startTransition, useActionState, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { useProblems } from "@/components/ui/use-problems";
import type { Role } from "@/lib/core/roles";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { RoleField } from "./role-field";

interface RoleFormProps {
  readonly role: Role;
  readonly action: (state: ActionState, form: FormData) => Promise<ActionState>;
}

export function RoleForm({ role: before, action }: RoleFormProps) {
  const [state, send, isPending] = useActionState((before: ActionState, data: FormData) => answered(action(before, data)), IDLE);
  const [role, setRole] = useState<Role>(before);
  const { problemOf, noteEdit } = useProblems(state);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  };
  const problem = problemOf("");
  return (
    <Form onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <RoleField
        value={role}
        onValueChange={(value) => {
          setRole(value);
          noteEdit("role");
          noteEdit("");
        }}
        problem={problemOf("role")}
      />
      <div>
        <Button type="submit" disabled={isPending || role === before}>
          {isPending ? "Saving …" : "Give this role"}
        </Button>
      </div>
    </Form>
  );
}
