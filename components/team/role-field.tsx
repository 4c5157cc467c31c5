// The choice of a role, with what the chosen one may do.
"use client";
import { SelectField } from "@/components/ui/select-field";
import { ROLES, type Role, readRole } from "@/lib/core/roles";
import { ROLE_WORDS } from "./role-words";

interface RoleFieldProps {
  readonly value: Role;
  readonly onValueChange: (role: Role) => void;
  readonly problem: string | null;
}

const OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

export function RoleField({ value, onValueChange, problem }: RoleFieldProps) {
  return (
    <SelectField
      name="role"
      label="Role"
      hint={ROLE_WORDS[value]}
      value={value}
      options={OPTIONS}
      onValueChange={(text) => onValueChange(readRole(text) ?? value)}
      problem={problem}
    />
  );
}
