// The form that makes a member of whoever opened an invitation's link.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { PasswordFields } from "./password-fields";
import { type OfferState, useOffer } from "./use-offer";

/** What an invitation offers. */
export interface SeatOffer {
  readonly kind: "offered";
  readonly email: string;
  readonly role: string;
}

const NO_TOKEN = "Open this page by the whole link of your invitation: the part after the # opens it.";

interface JoinFormProps {
  readonly read: (token: string) => Promise<OfferState<SeatOffer>>;
  readonly join: (form: FormData) => Promise<ActionState>;
}

export function JoinForm({ read, join }: JoinFormProps) {
  const { token, offer, refusal } = useOffer(read, NO_TOKEN);
  if (refusal !== null) return <Alert tone="bad">{refusal}</Alert>;
  if (offer === null || token === null) return <p className="text-ink-soft">Reading the link …</p>;
  return <SeatForm token={token} offer={offer} join={join} />;
}

interface SeatFormProps extends Pick<JoinFormProps, "join"> {
  readonly token: string;
  readonly offer: SeatOffer;
}

function SeatForm({ token, offer: { email, role }, join }: SeatFormProps) {
  const [name, setName] = useState("");
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(join);
  const problem = problemOf("token") ?? problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <p className="text-ink-soft leading-relaxed">
        Your account for <strong className="font-medium text-ink [overflow-wrap:anywhere]">{email}</strong> will have the role {role}.
      </p>
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <input type="hidden" name="token" value={token} />
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
      <Button type="submit" look="main" disabled={isPending}>
        {isPending ? "Making your account …" : "Make your account"}
      </Button>
    </Form>
  );
}
