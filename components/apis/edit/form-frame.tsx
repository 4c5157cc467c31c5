// What every form about an API has around its fields: what is wrong elsewhere, the button that sends it, the way out.
"use client";
import type { FormEvent, ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { InlineCode } from "@/components/ui/code-block";
import { Form } from "@/components/ui/form";
import type { Problem } from "@/lib/core/schemas/problem";
import type { ApiFormState } from "./use-api-form";

interface FormFrameProps {
  readonly form: ApiFormState;
  /** The fields that show their problems themselves. */
  readonly fields: readonly string[];
  readonly submitLabel: string;
  readonly pendingLabel: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** What is told before it is sent. */
  readonly warning?: ReactNode;
  /** Stand beside the button. */
  readonly beside?: ReactNode;
}

export function FormFrame({ form, fields, submitLabel, pendingLabel, onSubmit, children, warning, beside }: FormFrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Form ref={form.form} onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-6">
      <OtherProblems problems={form.elsewhere(fields)} />
      {children}
      {warning}
      <div className="flex flex-wrap gap-3 max-sm:[&>*]:w-full">
        <Button type="submit" look="main" disabled={form.isPending}>
          {form.isPending ? pendingLabel : submitLabel}
        </Button>
        {beside}
      </div>
    </Form>
  );
}

function OtherProblems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert tone="bad">
      <ul className="flex flex-col gap-1">
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field !== "" && (
              <>
                <InlineCode>{field}</InlineCode>:{" "}
              </>
            )}
            {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
