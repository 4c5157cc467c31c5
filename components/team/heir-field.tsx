// Who holds a member's keys from now on.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { ORGANISATION } from "@/lib/core/key-record";
import { offeredWords } from "@/lib/core/most-offered";
import type { Heir } from "@/lib/core/schemas/team-view";

interface HeirFieldProps {
  readonly keys: number;
  readonly heirs: readonly Heir[];
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

export function HeirField({ keys, heirs, value, onValueChange }: HeirFieldProps) {
  const options = [
    { value: ORGANISATION, label: "The organisation" },
    ...heirs.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
  ];
  const fate = `${keys === 1 ? "1 key goes" : `${keys} keys go`} on working, with the same secrets. Keys of the organisation are changed by admins.`;
  return (
    <SelectField
      name="heir"
      label={`Who holds the ${keys === 1 ? "key" : "keys"} from now on`}
      hint={[fate, offeredWords("members", heirs.length)].join(" ").trimEnd()}
      value={value}
      options={options}
      onValueChange={onValueChange}
    />
  );
}
