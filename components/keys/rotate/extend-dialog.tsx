// Asks until when a key lives on.
"use client";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { Form } from "@/components/ui/form";
import { Instant } from "@/components/ui/instant";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useProblems } from "@/components/ui/use-problems";
import { extensionChoices, longestWords } from "@/lib/core/keys/expiry";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { ExtendActionProps, ExtensionForm } from "./extend-action";

interface ExtendDialogProps extends ExtendActionProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ExtendDialog({ publicId, name, expiresAt, longestDays, extend, isOpen, onOpenChange }: ExtendDialogProps) {
  const choices = extensionChoices(longestDays);
  const [form, setForm] = useState<ExtensionForm>({ expiry: choices[0]?.value ?? "date", expiryDate: "" });
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const { problemOf, noteEdit } = useProblems(state);
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(body.current);
  }, [state]);
  const isDate = form.expiry === "date";
  const problem = problemOf("expiresAt");
  const change = (part: Partial<ExtensionForm>) => {
    setForm((before) => ({ ...before, ...part }));
    noteEdit("expiresAt");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startSending(async () => {
      const answer = await answered(extend(publicId, form));
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Extend this key"
      description={
        <>
          <strong className="break-words font-medium text-ink">{name}</strong> expires <Instant at={expiresAt} />. Its secret stays the
          same.
        </>
      }
      body={
        <Form ref={body} id="extend" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <SelectField
            name="expiry"
            label="Expires"
            hint={longestWords(longestDays) ?? "Counted from now."}
            value={form.expiry}
            options={choices}
            onValueChange={(expiry) => change({ expiry })}
            problem={isDate ? null : problem}
          />
          {isDate && (
            <TextField
              name="expiryDate"
              type="date"
              label="Last day"
              hint="It works to the end of that day, in UTC."
              value={form.expiryDate}
              onValueChange={(expiryDate) => change({ expiryDate })}
              problem={problem}
            />
          )}
          {problemOf("") !== null && <Alert tone="bad">{problemOf("")}</Alert>}
        </Form>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form="extend" look="main" disabled={isPending}>
        {isPending ? "Extending …" : "Extend the key"}
      </Button>
    </Dialog>
  );
}
