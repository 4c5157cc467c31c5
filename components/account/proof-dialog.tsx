// Asks for the password once more, and where there is a second factor for a code of it, before something is done.
"use client";
import { type ReactNode, useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import { OwnCodeField } from "./code-field";
import { ProofField } from "./proof-field";

interface ProofDialogProps<Answer extends { readonly kind: string }> {
  readonly title: string;
  readonly description: ReactNode;
  readonly labels: { readonly keep: string; readonly confirm: string };
  readonly look?: "main" | "danger";
  /** A code of the second factor is asked for, too. */
  readonly asksCode?: boolean;
  readonly send: (form: FormData) => Promise<Answer>;
  /** Left out = the dialog closes. */
  readonly onDone?: (answer: Exclude<Answer, RefusedState>) => void;
  readonly onClose: () => void;
}

export function ProofDialog<Answer extends { readonly kind: string }>(props: ProofDialogProps<Answer>) {
  const { title, description, labels, look = "main", asksCode = false, send, onClose, onDone = onClose } = props;
  const formId = useId();
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(send, onDone);
  const problem = problemOf("");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      description={description}
      body={
        <Form id={formId} ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <ProofField problem={problemOf("password")} onEdit={() => noteEdit("password")} />
          {asksCode && <OwnCodeField problem={problemOf("code")} onEdit={() => noteEdit("code")} />}
        </Form>
      }
    >
      <Button onClick={onClose}>{labels.keep}</Button>
      <Button type="submit" form={formId} look={look} disabled={isPending}>
        {isPending ? "One moment …" : labels.confirm}
      </Button>
    </Dialog>
  );
}
