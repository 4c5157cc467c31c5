// What a key is called, and what it is for.
"use client";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { PartProps } from "./field-props";

export function NameFields({ draft, change, problemOf }: Omit<PartProps, "api">) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="Who or what will call with it."
        autoComplete="off"
        value={draft.name}
        onValueChange={(name) => change({ name }, "name")}
        problem={problemOf("name")}
      />
      <TextAreaField
        name="description"
        label="Description (optional)"
        rows={2}
        value={draft.description}
        onValueChange={(description) => change({ description }, "description")}
        problem={problemOf("description")}
      />
    </>
  );
}
