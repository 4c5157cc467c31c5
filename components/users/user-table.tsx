// Users of a tenant as a list.
import Link from "next/link";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/tenants/state-badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { fullNameOf, nameOfUser, type UserSummary } from "@/lib/core/schemas/tenant-people";

interface UserTableProps<User extends UserSummary> {
  readonly caption: string;
  readonly tenantId: string;
  readonly users: readonly User[];
  /** Columns before the instant of creation. */
  readonly more?: readonly { readonly column: string; readonly cell: (user: User) => ReactNode }[];
}

export function UserTable<User extends UserSummary>({ caption, tenantId, users, more = [] }: UserTableProps<User>) {
  return (
    <DataTable caption={caption} columns={["User", "Name", "State", "Last sign-in", "Created", ...more.map(({ column }) => column)]}>
      {users.map((user) => (
        <tr key={user.id}>
          <DataRowHeader>
            <Link
              href={`/tenants/${tenantId}/users/${user.id}`}
              prefetch={false}
              className="block max-w-80 break-words text-accent hover:underline"
            >
              {nameOfUser(user)}
            </Link>
            {user.email !== null && user.username !== null && (
              <span className="block max-w-80 break-words font-normal text-ink-soft text-xs">{user.username}</span>
            )}
          </DataRowHeader>
          <DataCell>
            <span className="block max-w-56 break-words">{fullNameOf(user) ?? "–"}</span>
          </DataCell>
          <DataCell>
            <StateBadge isActive={user.active} />
          </DataCell>
          <DataCell className="text-ink-soft">{user.lastLoginAt === null ? "Never" : <Instant at={user.lastLoginAt} mayBreak />}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={user.createdAt} mayBreak />
          </DataCell>
          {more.map(({ column, cell }) => (
            <DataCell key={column}>{cell(user)}</DataCell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}
