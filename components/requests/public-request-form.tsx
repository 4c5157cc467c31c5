// The form by which a stranger asks for a key; what it says afterwards tells nothing about the address.
"use client";
import { startTransition, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import type { AskAnswer } from "@/lib/core/requests/request-answer";
import { RequestFields, type RequestValues } from "./request-fields";

const EMPTY: RequestValues = { name: "", email: "", organisation: "", purpose: "", plan: "" };

interface PublicRequestFormProps {
  /** At least one. */
  readonly plans: readonly { readonly value: string; readonly label: string }[];
  readonly ask: (state: AskAnswer, form: FormData) => Promise<AskAnswer>;
}

export function PublicRequestForm({ plans, ask }: PublicRequestFormProps) {
  const [state, send, isPending] = useActionState((before: AskAnswer, data: FormData) => answered(ask(before, data)), { kind: "idle" });
  if (state.kind === "sent") {
    return (
      <Alert tone="good">
        Look into your mailbox: a mail is on its way with a link that confirms your address. It is good for 24 hours. Nothing came? Look
        among the unwanted mails, or ask again tomorrow.
      </Alert>
    );
  }
  return (
    <RequestFields
      state={state}
      isPending={isPending}
      initial={{ ...EMPTY, plan: plans[0]?.value ?? "" }}
      plans={plans}
      isStranger
      onSend={(data) => startTransition(() => send(data))}
    />
  );
}
