// One of several, all of them in sight.
"use client";
import { type ReactNode, useId } from "react";
import { useChangedBefore } from "./use-changed-before";

interface RadioOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: ReactNode;
}

interface RadioGroupProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly RadioOption[];
  readonly onValueChange: (value: string) => void;
}

/** Stands in a `FieldGroup`, whose legend says what is chosen. */
export function RadioGroup({ name, value, options, onValueChange }: RadioGroupProps) {
  return (
    <div className="flex flex-col gap-3">
      {options.map((option) => (
        <Radio key={option.value} name={name} option={option} isChecked={option.value === value} onSelect={onValueChange} />
      ))}
    </div>
  );
}

interface RadioProps {
  readonly name: string;
  readonly option: RadioOption;
  readonly isChecked: boolean;
  readonly onSelect: (value: string) => void;
}

function Radio({ name, option: { value, label, hint }, isChecked, onSelect }: RadioProps) {
  const id = useId();
  const button = useChangedBefore<HTMLInputElement>(({ checked }) => checked && !isChecked && onSelect(value));
  return (
    <div className="flex gap-3">
      <input
        ref={button}
        id={id}
        type="radio"
        name={name}
        value={value}
        checked={isChecked}
        onChange={() => onSelect(value)}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer font-medium text-sm leading-relaxed">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-ink-soft text-sm">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
