// Fields that answer one question together, with its hint and what is wrong with the answer.
"use client";
import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

interface FieldGroupProps {
  readonly legend: string;
  readonly hint?: ReactNode;
  /** What is wrong; null = nothing. A group with a problem can take the focus. */
  readonly problem?: string | null;
  readonly children: ReactNode;
  readonly className?: string;
}

export function FieldGroup({ legend, hint, problem = null, children, className }: FieldGroupProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, problem === null ? null : `${id}-problem`].filter((part) => part !== null);
  return (
    <fieldset
      data-invalid={problem !== null || undefined}
      tabIndex={problem === null ? undefined : -1}
      aria-describedby={described.length === 0 ? undefined : described.join(" ")}
      className={clsx("flex min-w-0 flex-col gap-3", className)}
    >
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="-mt-2 text-ink-soft text-sm">
          {hint}
        </p>
      )}
      {children}
      {problem !== null && (
        <p id={`${id}-problem`} className="font-medium text-bad text-sm">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
