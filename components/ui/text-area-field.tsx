// A labelled field for several lines, with its hint and what is wrong with it.
"use client";
import { Field } from "@base-ui/react/field";
import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useTypedBefore } from "./use-changed-before";

interface TextAreaFieldProps extends Omit<ComponentProps<"textarea">, "defaultValue" | "value" | "onChange"> {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; null = nothing. */
  readonly problem?: string | null;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

/** The label names the field, hint and problem describe it, so that a screen reader tells all three. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, label, hint, problem = null, value, onValueChange, className, rows = 3, ...rest } = props;
  const box = useTypedBefore<HTMLDivElement>(onValueChange);
  return (
    <Field.Root ref={box} name={name} invalid={problem !== null} className={clsx("flex flex-col gap-1.5", className)}>
      <Field.Label className="font-medium text-sm">{label}</Field.Label>
      <Field.Control
        value={value}
        onValueChange={onValueChange}
        render={<textarea rows={rows} {...rest} />}
        className="w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-ink-soft data-[invalid]:border-bad"
      />
      {hint !== undefined && <Field.Description className="text-ink-soft text-sm">{hint}</Field.Description>}
      <Field.Error match={problem !== null} className="font-medium text-bad text-sm">
        {problem}
      </Field.Error>
    </Field.Root>
  );
}
