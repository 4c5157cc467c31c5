// Tenants as a list.
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { TenantOverview } from "@/lib/core/schemas/tenant-overview";

export function TenantTable({ tenants }: { readonly tenants: readonly TenantOverview[] }) {
  return (
    <DataTable caption="Tenants" columns={["Name", "Id", "Keys", "Created"]}>
      {tenants.map((tenant) => (
        <tr key={tenant.id}>
          <DataRowHeader className="align-middle">
            <Link
              href={`/tenants/${tenant.id}`}
              prefetch={false}
              className="block max-w-80 text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {tenant.name}
            </Link>
          </DataRowHeader>
          <DataCell className="whitespace-nowrap py-1.5 align-middle">
            <span className="inline-flex items-center gap-1">
              <span className="font-mono text-[0.8125rem]">{tenant.id}</span>
              <CopyButton text={tenant.id} label={`Copy the id of ${tenant.name}`} />
            </span>
          </DataCell>
          <DataCell className="align-middle tabular-nums">
            <Link href={`/keys?tenant=${tenant.id}`} prefetch={false} className="underline underline-offset-4">
              {tenant.keys}
              <span className="sr-only"> keys of {tenant.name}</span>
            </Link>
          </DataCell>
          <DataCell className="align-middle text-ink-soft">
            <Instant at={tenant.createdAt} />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
