// A box to tick, with its label, its hint and what is wrong with it.
"use client";
import { clsx } from "clsx";
import { type ReactNode, useId } from "react";
import { useChangedBefore } from "./use-changed-before";

interface CheckboxProps {
  readonly name: string;
  /** What a form sends when the box is ticked; "on" where it is left out. */
  readonly value?: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong; null = nothing. */
  readonly problem?: string | null;
  readonly isChecked: boolean;
  readonly onCheckedChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** The browser's own box: it works with every screen reader and needs no styles that the policy of pages forbids. */
export function Checkbox(props: CheckboxProps) {
  const { name, value, label, hint, problem = null, isChecked, onCheckedChange, isDisabled = false, className } = props;
  const id = useId();
  const box = useChangedBefore<HTMLInputElement>(({ checked }) => checked !== isChecked && onCheckedChange(checked));
  const described = [hint === undefined ? null : `${id}-hint`, problem === null ? null : `${id}-problem`].filter((part) => part !== null);
  return (
    <div className={clsx("flex flex-col gap-0.5", className)}>
      <div className="flex gap-3">
        <input
          ref={box}
          id={id}
          type="checkbox"
          name={name}
          value={value}
          checked={isChecked}
          disabled={isDisabled}
          onChange={(event) => onCheckedChange(event.currentTarget.checked)}
          aria-invalid={problem !== null || undefined}
          aria-describedby={described.length === 0 ? undefined : described.join(" ")}
          className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed"
        />
        <label htmlFor={id} className="min-w-0 cursor-pointer break-words font-medium text-sm leading-relaxed">
          {label}
        </label>
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="pl-8 text-ink-soft text-sm">
          {hint}
        </p>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="pl-8 font-medium text-bad text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
