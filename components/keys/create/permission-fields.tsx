// What a key is permitted: names to tick where the API has a list, free names where it has none.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextField } from "@/components/ui/text-field";
import type { PartProps } from "./field-props";

const EVERY = "*";

export function PermissionFields({ api, draft, change, problemOf }: PartProps) {
  const problem = problemOf("permissions");
  if (api.permissions.length === 0) {
    return (
      <TextField
        name="freePermissions"
        label="Permissions"
        hint="Names that the API itself understands, separated by spaces. * is every one; empty is none."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.freePermissions}
        onValueChange={(freePermissions) => change({ freePermissions }, "permissions")}
        problem={problem}
      />
    );
  }
  const hasEvery = draft.permissions.includes(EVERY);
  const set = (name: string, isTicked: boolean) => {
    const others = draft.permissions.filter((held) => held !== name);
    change({ permissions: isTicked ? [...others, name] : others }, "permissions");
  };
  return (
    <FieldGroup legend="Permissions" hint="None of them includes another." problem={problem}>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        {api.permissions.map((name) => (
          <Checkbox
            key={name}
            name="permission"
            value={name}
            label={name}
            isChecked={hasEvery || draft.permissions.includes(name)}
            isDisabled={hasEvery}
            onCheckedChange={(isTicked) => set(name, isTicked)}
          />
        ))}
        <Checkbox
          name="permission"
          value={EVERY}
          label="Every one, later ones too"
          isChecked={hasEvery}
          onCheckedChange={(isTicked) => set(EVERY, isTicked)}
        />
      </div>
    </FieldGroup>
  );
}
