// The roles of an application.
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { ShownRole } from "@/lib/core/schemas/tenant-people";

interface RoleTableProps {
  readonly roles: readonly ShownRole[];
  /** What can be done with each; null = nothing. */
  readonly buttonsOf: ((role: ShownRole) => ReactNode) | null;
}

export function RoleTable({ roles, buttonsOf }: RoleTableProps) {
  if (roles.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        The application has no roles. A role is a name that tokens carry, such as editor; the application decides what it opens.
      </p>
    );
  }
  return (
    <DataTable caption="Roles" columns={["Role", "Description", "Kind", ...(buttonsOf === null ? [] : ["Change"])]}>
      {roles.map((role) => (
        <tr key={role.id}>
          <DataRowHeader>
            <span className="block max-w-64 [overflow-wrap:anywhere]">{role.name}</span>
          </DataRowHeader>
          <DataCell className="text-ink-soft">
            <span className="block max-w-80 [overflow-wrap:anywhere]">{role.description ?? "–"}</span>
          </DataCell>
          <DataCell>
            <span className="flex flex-wrap gap-1.5">
              {role.isDefault && <Badge tone="good">Default</Badge>}
              {role.isSuperRole && <Badge tone="warn">Super role</Badge>}
              {!role.isDefault && !role.isSuperRole && "–"}
            </span>
          </DataCell>
          {buttonsOf !== null && <DataCell className="py-1.5">{buttonsOf(role)}</DataCell>}
        </tr>
      ))}
    </DataTable>
  );
}
