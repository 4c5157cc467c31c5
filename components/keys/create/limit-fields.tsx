// Until when a key works, and from where.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { EXPIRY_CHOICES } from "@/lib/core/keys/expiry";
import type { PartProps } from "./field-props";

export function LimitFields({ draft, change, problemOf }: Omit<PartProps, "api">) {
  const problem = problemOf("expiresAt");
  const isDate = draft.expiry === "date";
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="expiry"
          label="Expires"
          hint={draft.expiry === "never" ? "It works until somebody revokes it." : "From then on it is refused."}
          value={draft.expiry}
          options={EXPIRY_CHOICES}
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
