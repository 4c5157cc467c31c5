// A labelled choice among a few, with its hint and what is wrong with it.
"use client";
import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useChangedBefore } from "./use-changed-before";

/** One choice. */
export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; null = nothing. */
  readonly problem?: string | null;
  /** Together with `onValueChange`; a form that is sent without scripts gives `defaultValue` instead. */
  readonly value?: string;
  readonly defaultValue?: string;
  readonly options: readonly SelectOption[];
  readonly onValueChange?: (value: string) => void;
  readonly className?: string;
}

/** The browser's own list: it opens as people know it on their device. */
export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, problem = null, value, defaultValue, options, onValueChange, className } = props;
  const id = useId();
  const list = useChangedBefore<HTMLSelectElement>(
    (select) => value !== undefined && select.value !== value && onValueChange?.(select.value),
  );
  const described = [hint === undefined ? null : `${id}-hint`, problem === null ? null : `${id}-problem`].filter((part) => part !== null);
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <div className="relative">
        <select
          ref={list}
          id={id}
          name={name}
          value={value}
          defaultValue={defaultValue}
          onChange={onValueChange && ((event) => onValueChange(event.currentTarget.value))}
          aria-invalid={problem !== null || undefined}
          aria-describedby={described.length === 0 ? undefined : described.join(" ")}
          className={clsx(
            "min-h-11 w-full min-w-0 cursor-pointer appearance-none truncate rounded-md border bg-surface pr-10 pl-3 text-base text-ink",
            problem === null ? "border-line-strong" : "border-bad",
          )}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-soft" />
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-ink-soft text-sm">
          {hint}
        </p>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="font-medium text-bad text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
