// What a passkey is called.
"use client";
import { TextField } from "@/components/ui/text-field";
import type { FormCall } from "@/components/ui/use-form-call";

interface PasskeyNameProps {
  readonly hint?: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly sending: FormCall;
}

export function PasskeyName({ hint, value, onValueChange, sending: { problemOf, noteEdit } }: PasskeyNameProps) {
  return (
    <TextField
      name="name"
      label="Name of the passkey"
      hint={hint}
      autoComplete="off"
      maxLength={100}
      value={value}
      onValueChange={(typed) => {
        onValueChange(typed);
        noteEdit("name");
      }}
      problem={problemOf("name")}
    />
  );
}
