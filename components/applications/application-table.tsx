// Applications of a tenant as a list.
import Link from "next/link";
import { StateBadge } from "@/components/tenants/state-badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { ApplicationSummary } from "@/lib/core/schemas/tenant-people";

interface ApplicationTableProps {
  readonly tenantId: string;
  readonly applications: readonly ApplicationSummary[];
}

export function ApplicationTable({ tenantId, applications }: ApplicationTableProps) {
  return (
    <DataTable caption="Applications" columns={["Name", "State", "Users", "Roles", "Created"]}>
      {applications.map(({ id, name, active, users, roles, createdAt }) => (
        <tr key={id}>
          <DataRowHeader>
            <Link
              href={`/tenants/${tenantId}/applications/${id}`}
              prefetch={false}
              className="block max-w-96 text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {name}
            </Link>
          </DataRowHeader>
          <DataCell>
            <StateBadge isActive={active} />
          </DataCell>
          <DataCell className="tabular-nums">{users.toLocaleString("en-US")}</DataCell>
          <DataCell className="tabular-nums">{roles}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
