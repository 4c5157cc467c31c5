// The tenants of this instance.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Tenants" };

export default async function TenantsPage() {
  const { world } = await requireSession("tenants.read", "/tenants");
  const tenants = await listTenants(world);
  return (
    <>
      <PageHeading title="Tenants">
        Each tenant is a space of its own, with its users, applications and groups. A key that belongs to a tenant reaches that tenant only.
      </PageHeading>
      <DataTable caption="Tenants" columns={["Name", "Id", "Created"]}>
        {tenants.map(({ id, name, insertInstant }) => (
          <tr key={id}>
            <DataRowHeader className="break-words">{name}</DataRowHeader>
            <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{id}</DataCell>
            <DataCell className="text-ink-soft">
              <Instant at={new Date(insertInstant).toISOString()} />
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
