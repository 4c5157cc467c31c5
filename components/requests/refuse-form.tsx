// Refuses a request with a reason that whoever asked is told.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { useFormCall } from "@/components/ui/use-form-call";
import type { Decide } from "./request-decision";

export function RefuseForm({ refuse }: { readonly refuse: Decide }) {
  const [reason, setReason] = useState("");
  const { problemOf, noteEdit, form, submit, isPending } = useFormCall(refuse);
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-2xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextAreaField
        name="reason"
        label="Reason"
        hint="It is sent to whoever asked, word for word."
        maxLength={2000}
        autoFocus
        value={reason}
        onValueChange={(value) => {
          setReason(value);
          noteEdit("reason");
        }}
        problem={problemOf("reason")}
      />
      <div>
        <Button type="submit" look="danger" disabled={isPending} className="max-sm:w-full">
          {isPending ? "Refusing …" : "Refuse and tell them"}
        </Button>
      </div>
    </Form>
  );
}
