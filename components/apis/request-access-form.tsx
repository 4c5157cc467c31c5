// Decides who may ask for keys of an API by a form.
"use client";
import { type FormEvent, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import {
  accessBy,
  REQUEST_ACCESS,
  REQUEST_ACCESS_WORDS,
  type RequestAccess,
  type RequestAnswer,
  readRequestAnswer,
} from "@/lib/core/requests/request-access";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";

interface RequestAccessFormProps {
  /** What the API says of it itself. */
  readonly answer: RequestAnswer;
  /** What the instance says of APIs that say nothing. */
  readonly usual: RequestAccess;
  /** Where the form stands when it is open to everybody. */
  readonly publicUrl: string;
  readonly save: (access: string) => Promise<ActionState>;
}

const OPTIONS = REQUEST_ACCESS.map((value) => ({ value, ...REQUEST_ACCESS_WORDS[value] }));

function optionsFor(usual: RequestAccess) {
  const hint = `Owners decide in the settings; now: ${REQUEST_ACCESS_WORDS[usual].label.toLowerCase()}.`;
  return [{ value: "instance", label: "As this instance says", hint }, ...OPTIONS];
}

export function RequestAccessForm({ answer: answerBefore, usual, publicUrl, save }: RequestAccessFormProps) {
  const [answer, setAnswer] = useState<RequestAnswer>(answerBefore);
  const [state, setState] = useState<ActionState>(IDLE);
  const [isSaved, setSaved] = useState(false);
  const [isPending, startSending] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    startSending(async () => {
      const saved = await answered(save(answer));
      setState(saved);
      setSaved(saved.kind === "idle");
    });
  };
  const problem = messageFor(state, "") ?? messageFor(state, "access");
  return (
    <Form onSubmit={submit} className="flex flex-col gap-5">
      <FieldGroup legend="Who may ask for a key" problem={problem}>
        <RadioGroup
          name="access"
          value={answer}
          options={optionsFor(usual)}
          onValueChange={(value) => {
            setAnswer(readRequestAnswer(value) ?? "instance");
            setSaved(false);
          }}
        />
      </FieldGroup>
      {accessBy(answer, usual) === "public" && (
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          The form stands at <span className="font-mono">{publicUrl}</span>
        </p>
      )}
      {isSaved && <Alert tone="good">Saved.</Alert>}
      <div>
        <Button type="submit" disabled={isPending}>
          {isPending ? "Saving …" : "Save"}
        </Button>
      </div>
    </Form>
  );
}
