// Changes where a webhook leads and what it is told of.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import { WebhookFields } from "./webhook-fields";

interface WebhookEditorProps {
  readonly url: string;
  readonly events: readonly string[];
  readonly save: SendForm;
}

export function WebhookEditor({ url, events, save }: WebhookEditorProps) {
  const [isSaved, setSaved] = useState(false);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(save, () => setSaved(true));
  const problem = problemOf("");
  const edit = (field: string) => {
    setSaved(false);
    noteEdit(field);
  };
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <WebhookFields url={url} events={events} problemOf={problemOf} noteEdit={edit} />
      {isSaved && <Alert tone="good">Saved.</Alert>}
      <div>
        <Button type="submit" look="main" disabled={isPending} className="max-sm:w-full">
          {isPending ? "Saving …" : "Save"}
        </Button>
      </div>
    </Form>
  );
}
