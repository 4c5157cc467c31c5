// A labelled input with its hint and what is wrong with it.
"use client";
import { Field } from "@base-ui/react/field";
import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useTypedBefore } from "./use-changed-before";

interface TextFieldProps extends Omit<ComponentProps<"input">, "defaultValue" | "value" | "onChange" | "size"> {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; null = nothing. */
  readonly problem?: string | null;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

/** The label names the input, hint and problem describe it, so that a screen reader tells all three. */
export function TextField({ name, label, hint, problem = null, value, onValueChange, className, ...rest }: TextFieldProps) {
  const box = useTypedBefore<HTMLDivElement>(onValueChange);
  return (
    <Field.Root ref={box} name={name} invalid={problem !== null} className={clsx("flex flex-col gap-1.5", className)}>
      <Field.Label className="font-medium text-sm">{label}</Field.Label>
      <Field.Control
        value={value}
        onValueChange={onValueChange}
        className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft data-[invalid]:border-bad"
        {...rest}
      />
      {hint !== undefined && <Field.Description className="text-ink-soft text-sm">{hint}</Field.Description>}
      <Field.Error match={problem !== null} className="font-medium text-bad text-sm">
        {problem}
      </Field.Error>
    </Field.Root>
  );
}
