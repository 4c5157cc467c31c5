// The fields of one endpoint.
"use client";
import { useEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { EndpointDraft } from "./endpoint-draft";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

interface EndpointFieldsProps {
  readonly draft: EndpointDraft;
  readonly place: string;
  /** Names that permissions may have; null = any. */
  readonly permissions: readonly string[] | null;
  readonly problemOf: (place: string) => string | null;
  readonly onChange: (draft: EndpointDraft, field: "path" | "methods" | "permission" | "cost") => void;
}

export function EndpointFields({ draft, place, permissions, problemOf, onChange }: EndpointFieldsProps) {
  const { path, methods, cost } = draft;
  const pathField = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an endpoint is new once, below however many others.
  useEffect(() => {
    if (draft.isNew && path === "") pathField.current?.focus();
  }, []);
  // A path that stands twice is a problem of the endpoint as a whole.
  const methodsProblem = problemOf(`${place}.methods`) ?? (isOfParts(place, problemOf) ? null : problemOf(place));
  return (
    <div className="grid gap-4 rounded-md border border-line bg-code/40 p-4 sm:grid-cols-2">
      <TextField
        ref={pathField}
        name={`${place}.path`}
        label="Path"
        hint="Parameters stand for whole segments: /orders/{id}"
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        className="sm:col-span-2"
        value={path}
        onValueChange={(value) => onChange({ ...draft, path: value }, "path")}
        problem={problemOf(`${place}.path`)}
      />
      <FieldGroup legend="Methods" hint="HEAD comes with GET." problem={methodsProblem} className="sm:col-span-2">
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {METHODS.map((method) => (
            <Checkbox
              key={method}
              name={`${place}.${method}`}
              label={method}
              isChecked={methods.includes(method)}
              onCheckedChange={(isChecked) =>
                onChange({ ...draft, methods: METHODS.filter((each) => (each === method ? isChecked : methods.includes(each))) }, "methods")
              }
            />
          ))}
        </div>
      </FieldGroup>
      <PermissionField draft={draft} place={place} permissions={permissions} problemOf={problemOf} onChange={onChange} />
      <TextField
        name={`${place}.cost`}
        label="Cost"
        hint="Units that a request takes from every window."
        inputMode="numeric"
        autoComplete="off"
        value={cost}
        onValueChange={(value) => onChange({ ...draft, cost: value }, "cost")}
        problem={problemOf(`${place}.cost`)}
      />
    </div>
  );
}

function isOfParts(place: string, problemOf: (place: string) => string | null): boolean {
  return ["path", "permission", "cost"].some((part) => problemOf(`${place}.${part}`) !== null);
}

function PermissionField({ draft, place, permissions, problemOf, onChange }: EndpointFieldsProps) {
  const { permission } = draft;
  const set = (value: string) => onChange({ ...draft, permission: value }, "permission");
  const problem = problemOf(`${place}.permission`);
  if (permissions === null) {
    return (
      <TextField
        name={`${place}.permission`}
        label="Permission"
        hint="A key must hold it. Empty: any valid key may call."
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={permission}
        onValueChange={set}
        problem={problem}
      />
    );
  }
  // A permission of a former dialect stays in sight until another one is chosen.
  const known = permission === "" || permissions.includes(permission) ? permissions : [permission, ...permissions];
  return (
    <SelectField
      name={`${place}.permission`}
      label="Permission"
      hint="A key must hold it."
      value={permission}
      options={[{ value: "", label: "None: any valid key may call" }, ...known.map((name) => ({ value: name, label: name }))]}
      onValueChange={set}
      problem={problem}
    />
  );
}
