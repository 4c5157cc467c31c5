// Invites a person: their e-mail address, role and tenants, then the link.
"use client";
import { type FormEvent, startTransition, useActionState, useEffect, useId, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import type { Role } from "@/lib/core/roles";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { ReachedTenant } from "@/lib/core/schemas/team-view";
import { LinkShown } from "./link-shown";
import { RoleField } from "./role-field";
import { type TenantsChoice, TenantsField } from "./tenants-field";

/** How an invitation ended; the link is in this answer and nowhere else. */
export type InvitedState = ActionState | { readonly kind: "invited"; readonly email: string; readonly link: string };

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** To choose among. */
  readonly tenants: readonly ReachedTenant[];
  readonly invite: (state: InvitedState, form: FormData) => Promise<InvitedState>;
}

export function InviteDialog({ isOpen, onOpenChange, tenants, invite }: InviteDialogProps) {
  const [state, send, isPending] = useActionState((before: InvitedState, data: FormData) => answered(invite(before, data)), IDLE);
  const formId = useId();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={state.kind === "invited" ? "Invited" : "Invite a member"}
      description={
        state.kind === "invited"
          ? "The link makes a member of whoever opens it."
          : "They get a link by mail, with which they choose their name and password."
      }
      body={
        state.kind === "invited" ? (
          <LinkShown email={state.email} link={state.link} />
        ) : (
          <InviteForm id={formId} tenants={tenants} state={state} send={(form) => startTransition(() => send(form))} />
        )
      }
    >
      {state.kind === "invited" ? (
        <Button look="main" onClick={() => onOpenChange(false)}>
          Done
        </Button>
      ) : (
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} look="main" disabled={isPending}>
            {isPending ? "Inviting …" : "Send the invitation"}
          </Button>
        </>
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  readonly id: string;
  readonly tenants: readonly ReachedTenant[];
  readonly state: ActionState;
  readonly send: (form: FormData) => void;
}

function InviteForm({ id, tenants, state, send }: InviteFormProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("developer");
  const [choice, setChoice] = useState<TenantsChoice>({ isConfined: false, tenantIds: [] });
  const { problemOf, noteEdit } = useProblems(state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(new FormData(event.currentTarget));
  };
  const problem = problemOf("");
  return (
    <Form id={id} ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="off"
        value={email}
        onValueChange={(value) => {
          setEmail(value);
          noteEdit("email");
        }}
        problem={problemOf("email")}
      />
      <RoleField value={role} onValueChange={setRole} problem={problemOf("role")} />
      <TenantsField
        tenants={tenants}
        value={choice}
        onValueChange={(value) => {
          setChoice(value);
          noteEdit("tenantIds");
        }}
        problem={problemOf("tenantIds")}
      />
    </Form>
  );
}
