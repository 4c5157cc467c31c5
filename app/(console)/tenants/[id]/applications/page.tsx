// The applications of a tenant: searched, in order, page by page.
import type { Metadata } from "next";
import { ApplicationTable } from "@/components/applications/application-table";
import { TenantList } from "@/components/tenants/tenant-list";
import { mayTake } from "@/lib/core/roles";
import { readListQuery, writeListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { listApplicationPage } from "@/lib/manage/applications/list-application-page";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";

export const metadata: Metadata = { title: "Applications" };

interface ApplicationsPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function ApplicationsPage({ params, searchParams }: ApplicationsPageProps) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const query = readListQuery(NAMED_SORTS, asked);
  const { world, member, tenant } = await requireTenant("tenants.read", id, `/applications${writeListQuery(query, NAMED_SORTS[0])}`);
  const page = await listApplicationPage(world, tenant.id, query);
  return (
    <TenantList
      tenant={tenant}
      part="applications"
      title="Applications"
      lead="What this tenant's users sign in to. Each has roles, and can say how long its tokens live."
      news={singleOf(asked, "news")}
      one="an application"
      mayCreate={mayTake(member, "tenants.write")}
      query={query}
      sorts={NAMED_SORTS}
      page={page}
      searched={{ words: "Name", sentence: "The search looks for a part of an application's name." }}
      hasStates
      teaching="An application is a program that users sign in to, with POST /api/login and the application's id. Users are registered with it, and its tokens name the roles that they have there."
    >
      <ApplicationTable tenantId={tenant.id} applications={page.rows} />
    </TenantList>
  );
}
