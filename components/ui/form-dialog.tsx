// A dialog that holds a form and closes when the form was taken.
"use client";
import { type ReactNode, useId } from "react";
import { Alert } from "./alert";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Form } from "./form";
import type { FormCall } from "./use-form-call";

interface FormDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description: ReactNode;
  readonly sending: FormCall;
  /** The fields that are shown: problems with others concern the form as a whole. */
  readonly fields: readonly string[];
  readonly submitLabel: string;
  readonly pendingLabel?: string;
  /** Leads back with nothing done. */
  readonly keepLabel?: string;
  readonly isDangerous?: boolean;
  readonly children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { isOpen, onOpenChange, title, description, sending, fields, children } = props;
  const { submitLabel, pendingLabel = "Sending …", keepLabel = "Cancel", isDangerous = false } = props;
  const id = useId();
  const problem = sending.problemBeside(fields);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      body={
        <Form id={id} ref={sending.form} onSubmit={sending.submit} noValidate className="flex flex-col gap-4">
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {children}
        </Form>
      }
    >
      <Button onClick={() => onOpenChange(false)}>{keepLabel}</Button>
      <Button type="submit" form={id} look={isDangerous ? "danger" : "main"} disabled={sending.isPending}>
        {sending.isPending ? pendingLabel : submitLabel}
      </Button>
    </Dialog>
  );
}
