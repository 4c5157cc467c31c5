// What a key is permitted: presets of its dialect, names to tick where the API has a list, free names where it has none.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { choiceClasses } from "@/components/ui/choice-classes";
import { FieldGroup } from "@/components/ui/field-group";
import { TextField } from "@/components/ui/text-field";
import { wordsOf } from "@/lib/core/keys/form-values";
import type { PartProps } from "./field-props";
import { RedLine } from "./red-line";

const EVERY = "*";

export function PermissionFields({ api, draft, change, problemOf }: PartProps) {
  const problem = problemOf("permissions");
  const isFree = api.permissions.length === 0;
  const held = isFree ? wordsOf(draft.freePermissions) : draft.permissions;
  const hasEvery = held.includes(EVERY);
  const set = (name: string, isTicked: boolean) => {
    change(({ permissions }) => {
      const others = permissions.filter((one) => one !== name);
      return { permissions: isTicked ? [...others, name] : others };
    }, "permissions");
  };
  return (
    <FieldGroup legend="Permissions" hint="None of them includes another." problem={isFree ? null : problem}>
      <Presets api={api} held={held} change={change} />
      {isFree ? (
        <TextField
          name="freePermissions"
          label="Names"
          hint="Names that the API itself understands, separated by spaces. * is every one; empty is none."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.freePermissions}
          onValueChange={(freePermissions) => change({ freePermissions }, "permissions")}
          problem={problem}
        />
      ) : (
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
      )}
      {hasEvery && <RedLine>Every permission, and every one that is added later.</RedLine>}
    </FieldGroup>
  );
}

interface PresetsProps extends Pick<PartProps, "api" | "change"> {
  readonly held: readonly string[];
}

/** Fill in the permissions in one press. The one that stands out is what is chosen now. */
function Presets({ api, held, change }: PresetsProps) {
  const presets = api.purposes.filter(({ permissions }) => permissions.length > 0);
  if (presets.length === 0) return null;
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Presets of permissions</legend>
      {presets.map(({ purpose, label, permissions }) => {
        const isChosen = sameNames(permissions, held);
        return (
          <button
            key={purpose}
            type="button"
            aria-pressed={isChosen}
            onClick={() => change({ permissions, freePermissions: permissions.join(" ") }, "permissions")}
            className={choiceClasses({ isChosen, shape: "pill" })}
          >
            {label}
          </button>
        );
      })}
    </fieldset>
  );
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === new Set(other).size && one.every((name) => other.includes(name));
}
