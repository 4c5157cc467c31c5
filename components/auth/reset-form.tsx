// The form that sets a new password, for whoever opened the link of the mail.
"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { PasswordFields } from "./password-fields";
import { type OfferState, useOffer } from "./use-offer";

/** Whose password the link sets. */
export interface ResetOffer {
  readonly kind: "offered";
  readonly email: string;
}

const NO_TOKEN = "Open this page by the whole link of the mail: the part after the # opens it.";

interface ResetFormProps {
  readonly read: (token: string) => Promise<OfferState<ResetOffer>>;
  readonly reset: (form: FormData) => Promise<ActionState>;
}

export function ResetForm({ read, reset }: ResetFormProps) {
  const { token, offer, refusal } = useOffer(read, NO_TOKEN);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(reset);
  if (refusal !== null) return <Alert tone="bad">{refusal}</Alert>;
  if (offer === null || token === null) return <p className="text-ink-soft">Reading the link …</p>;
  const problem = problemOf("token") ?? problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <p className="text-ink-soft leading-relaxed">
        For the account <strong className="font-medium text-ink [overflow-wrap:anywhere]">{offer.email}</strong>. All its sessions end.
      </p>
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <input type="hidden" name="token" value={token} />
      <PasswordFields label="New password" personal={[offer.email]} problemOf={problemOf} onEdit={noteEdit} />
      <Button type="submit" look="main" disabled={isPending}>
        {isPending ? "Setting the password …" : "Set the password"}
      </Button>
    </Form>
  );
}
