// The form by which a member asks for a key.
"use client";
import { startTransition, useActionState, useState } from "react";
import { answered } from "@/components/ui/answered";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";
import { RequestFields } from "./request-fields";

interface AskableApi {
  readonly slug: string;
  readonly name: string;
  readonly plans: readonly SelectOption[];
}

interface MemberRequestFormProps {
  readonly apis: readonly [AskableApi, ...AskableApi[]];
  readonly requestKey: (state: ActionState, form: FormData) => Promise<ActionState>;
}

export function MemberRequestForm({ apis, requestKey }: MemberRequestFormProps) {
  const [state, send, isPending] = useActionState((before: ActionState, data: FormData) => answered(requestKey(before, data)), IDLE);
  const [slug, setSlug] = useState(apis[0].slug);
  const { plans } = apis.find((api) => api.slug === slug) ?? apis[0];
  return (
    <RequestFields
      state={state}
      isPending={isPending}
      initial={{ name: "", email: "", organisation: "", purpose: "", plan: plans[0]?.value ?? "" }}
      plans={plans}
      isStranger={false}
      onSend={(data) => startTransition(() => send(data))}
    >
      <SelectField
        name="api"
        label="API"
        value={slug}
        options={apis.map((api) => ({ value: api.slug, label: api.name }))}
        onValueChange={setSlug}
        problem={messageFor(state, "api")}
      />
    </RequestFields>
  );
}
