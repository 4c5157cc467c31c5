// The tenants of this instance.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { TenantTable } from "@/components/tenants/tenant-table";
import { Alert } from "@/components/ui/alert";
import { buttonClasses } from "@/components/ui/button";
import { roleAllows } from "@/lib/core/roles";
import { listTenantOverviews } from "@/lib/manage/tenants/overview-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Tenants" };

/** What led here, by the query's word for it. */
const NEWS: Readonly<Record<string, string>> = { created: "The tenant is created.", renamed: "The tenant has its new name." };

interface TenantsPageProps {
  readonly searchParams: Promise<{ readonly news?: string | string[] }>;
}

export default async function TenantsPage({ searchParams }: TenantsPageProps) {
  const { world, member } = await requireSession("tenants.read", "/tenants");
  const { news } = await searchParams;
  const tenants = await listTenantOverviews(world);
  const mayWrite = roleAllows(member.role, "tenants.write");
  const sentence = typeof news === "string" && Object.hasOwn(NEWS, news) ? NEWS[news] : undefined;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageHeading title="Tenants">
          Each tenant is a space of its own, with its users, applications and groups. A key that belongs to a tenant reaches that tenant
          only.
        </PageHeading>
        {mayWrite && (
          <Link href="/tenants/new" prefetch={false} className={buttonClasses({ look: "main" })}>
            Create a tenant
          </Link>
        )}
      </div>
      {sentence !== undefined && <Alert tone="good">{sentence}</Alert>}
      <TenantTable tenants={tenants} mayRename={mayWrite} />
    </>
  );
}
