// The groups of a tenant: searched, in order, page by page.
import type { Metadata } from "next";
import { GroupTable } from "@/components/groups/group-table";
import { TenantList } from "@/components/tenants/tenant-list";
import { mayTake } from "@/lib/core/roles";
import { readListQuery, writeListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { listGroupPage } from "@/lib/manage/groups/list-group-page";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";

export const metadata: Metadata = { title: "Groups" };

interface GroupsPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function GroupsPage({ params, searchParams }: GroupsPageProps) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  // A group is in use as long as it is there.
  const query = { ...readListQuery(NAMED_SORTS, asked), isActive: null };
  const { world, member, tenant } = await requireTenant("tenants.read", id, `/groups${writeListQuery(query, NAMED_SORTS[0])}`);
  const page = await listGroupPage(world, tenant.id, query);
  return (
    <TenantList
      tenant={tenant}
      part="groups"
      title="Groups"
      lead="A group gives its members roles of applications, so that nobody has to give them one by one."
      news={singleOf(asked, "news")}
      one="a group"
      mayCreate={mayTake(member, "tenants.write")}
      query={query}
      sorts={NAMED_SORTS}
      page={page}
      searched={{ words: "Name", sentence: "The search looks for a part of a group's name." }}
      hasStates={false}
      teaching="A group has a name, roles of this tenant's applications, and members. A member who is registered with an application has the group's roles there, besides the member's own."
    >
      <GroupTable tenantId={tenant.id} groups={page.rows} />
    </TenantList>
  );
}
