// Asks whether an old secret ends earlier, once nobody uses it any more.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { spanWords } from "@/lib/core/keys/rotation";

interface SilenceFieldProps {
  /** Times to choose from, in seconds. */
  readonly silences: readonly number[];
  /** null = it does not. */
  readonly seconds: number | null;
  readonly onSecondsChange: (seconds: number | null) => void;
  readonly problem?: string | null;
}

const NEVER = { value: "", label: "No, however silent it is" };

export function SilenceField({ silences, seconds, onSecondsChange, problem }: SilenceFieldProps) {
  return (
    <SelectField
      name="silentSeconds"
      label="Or earlier?"
      value={seconds === null ? "" : String(seconds)}
      options={[NEVER, ...silences.map((one) => ({ value: String(one), label: `Once it was not used for ${spanWords(one)}` }))]}
      onValueChange={(value) => onSecondsChange(value === "" ? null : Number(value))}
      problem={problem}
    />
  );
}
