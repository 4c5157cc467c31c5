// The form that makes a webhook; its answer shows the signing secret once.
"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { WebhookAnswer } from "@/lib/core/webhooks/webhook-answer";
import { ShownSecret } from "./shown-secret";
import { WebhookFields } from "./webhook-fields";

export function NewWebhook({ make }: { readonly make: (form: FormData) => Promise<WebhookAnswer> }) {
  const [made, setMade] = useShownOnce<{ readonly secret: string; readonly id: string }>();
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(make, (answer) => {
    if (answer.kind === "shown") setMade(answer);
  });
  if (made !== null) return <ShownSecret secret={made.secret} href={`/settings/webhooks/${made.id}`} />;
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <WebhookFields url="" events={[]} problemOf={problemOf} noteEdit={noteEdit} />
      <div>
        <Button type="submit" look="main" disabled={isPending} className="max-sm:w-full">
          {isPending ? "Adding …" : "Add the webhook"}
        </Button>
      </div>
    </Form>
  );
}
