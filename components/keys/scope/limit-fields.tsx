// Until when a key works, and from where.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { type ExpiryChoice, longestWords } from "@/lib/core/keys/expiry";
import type { PartProps } from "./field-props";

interface LimitFieldsProps extends Omit<PartProps, "api"> {
  readonly expiryChoices: readonly ExpiryChoice[];
  /** What owners let keys live; null = as long as their makers want. */
  readonly longestDays: number | null;
}

export function LimitFields({ draft, change, problemOf, expiryChoices, longestDays }: LimitFieldsProps) {
  const problem = problemOf("expiresAt");
  const isDate = draft.expiry === "date";
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="expiry"
          label="Expires"
          hint={
            longestWords(longestDays) ?? (draft.expiry === "never" ? "It works until somebody revokes it." : "From then on it is refused.")
          }
          value={draft.expiry}
          options={expiryChoices}
          onValueChange={(expiry) => change({ expiry }, "expiresAt")}
          problem={isDate ? null : problem}
        />
        {isDate && (
          <TextField
            name="expiryDate"
            type="date"
            label="Last day"
            hint="It works to the end of that day, in UTC."
            value={draft.expiryDate}
            onValueChange={(expiryDate) => change({ expiryDate }, "expiresAt")}
            problem={problem}
          />
        )}
      </div>
      <TextAreaField
        name="addresses"
        label="Allowed addresses (optional)"
        hint="Addresses or blocks such as 10.0.0.0/8, one a line. Empty: from anywhere."
        rows={2}
        spellCheck={false}
        autoCapitalize="none"
        value={draft.addresses}
        onValueChange={(addresses) => change({ addresses }, "ipAllowList")}
        problem={problemOf("ipAllowList")}
      />
    </>
  );
}
