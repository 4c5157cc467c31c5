// Who holds a new key: whoever makes it, or the organisation.
"use client";
import { useState } from "react";
import type { PartProps } from "@/components/keys/scope/field-props";
import { SelectField } from "@/components/ui/select-field";
import { ORGANISATION } from "@/lib/core/key-record";

const OPTIONS = [
  { value: "", label: "Me" },
  { value: ORGANISATION, label: "The organisation" },
];

/** For those who may make keys that the organisation holds. */
export function HolderField({ change, problemOf }: Pick<PartProps, "change" | "problemOf">) {
  const [holder, setHolder] = useState("");
  return (
    <SelectField
      name="holder"
      label="Held by"
      hint="A key of the organisation outlives people, and is changed by admins."
      value={holder}
      options={OPTIONS}
      onValueChange={(value) => {
        setHolder(value);
        change({}, "holder");
      }}
      problem={problemOf("holder")}
    />
  );
}
