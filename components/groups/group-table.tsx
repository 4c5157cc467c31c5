// Groups of a tenant as a list.
import Link from "next/link";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { GroupSummary } from "@/lib/core/schemas/tenant-people";

export function GroupTable({ tenantId, groups }: { readonly tenantId: string; readonly groups: readonly GroupSummary[] }) {
  return (
    <DataTable caption="Groups" columns={["Name", "Members", "Roles", "Created"]}>
      {groups.map(({ id, name, members, roles, createdAt }) => (
        <tr key={id}>
          <DataRowHeader>
            <Link
              href={`/tenants/${tenantId}/groups/${id}`}
              prefetch={false}
              className="block max-w-96 text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {name}
            </Link>
          </DataRowHeader>
          <DataCell className="tabular-nums">{members.toLocaleString("en-US")}</DataCell>
          <DataCell className="tabular-nums">{roles}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
