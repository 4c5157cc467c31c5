// The form that says where mails come from, with a test mail.
"use client";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

interface MailFormProps {
  /** null = the usual sender. */
  readonly from: string | null;
  readonly usualSender: string;
  /** Who gets the test mail. */
  readonly testRecipient: string;
  /** Without one, mails go to the outbox alone. */
  readonly hasServer: boolean;
  readonly save: SendForm;
  readonly sendTest: () => Promise<ActionState>;
}

export function MailForm({ from: fromBefore, usualSender, testRecipient, hasServer, save, sendTest }: MailFormProps) {
  const [news, setNews] = useState<string | null>(null);
  const [testProblem, setTestProblem] = useState<string | null>(null);
  const [isTesting, startTest] = useTransition();
  const [from, setFrom] = useState(fromBefore ?? "");
  const say = (said: string | null, problem: string | null = null) => {
    setNews(said);
    setTestProblem(problem);
  };
  const { form, submit, isPending: isSaving, problemOf, noteEdit } = useFormCall(save, () => say("Saved."));
  const test = () => {
    say(null);
    startTest(async () => {
      const answer = await answered(sendTest());
      if (answer.kind === "refused") say(null, answer.problems[0]?.message ?? null);
      else
        say(
          hasServer
            ? `A test mail is on its way to ${testRecipient}.`
            : `A test mail to ${testRecipient} waits in the outbox: no mail server is set.`,
        );
    });
  };
  const problem = problemOf("") ?? testProblem;
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-5">
      <TextField
        name="from"
        type="email"
        label="Sender"
        hint={`Empty: ${usualSender}. Your mail server must accept it.`}
        placeholder={usualSender}
        autoComplete="off"
        value={from}
        onValueChange={(value) => {
          setFrom(value);
          say(null);
          noteEdit("from");
        }}
        problem={problemOf("from")}
      />
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {news !== null && <Alert tone="good">{news}</Alert>}
      <div className="flex flex-wrap gap-3 max-sm:[&>*]:w-full">
        <Button type="submit" look="main" disabled={isSaving}>
          {isSaving ? "Saving …" : "Save"}
        </Button>
        <Button onClick={test} disabled={isTesting}>
          {isTesting ? "Sending …" : "Send a test mail"}
        </Button>
      </div>
    </Form>
  );
}
