// The users of a tenant: searched, in order, page by page.
import type { Metadata } from "next";
import { TenantList } from "@/components/tenants/tenant-list";
import { UserTable } from "@/components/users/user-table";
import { mayTake } from "@/lib/core/roles";
import { readListQuery, writeListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { listUsers, USER_SORTS } from "@/lib/manage/users/list-users";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";

export const metadata: Metadata = { title: "Users" };

const SEARCHED = {
  words: "Name, address or id",
  sentence: "The search looks for a part of an e-mail address, a username, a first or a last name, or for a whole id.",
};

interface UsersPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function UsersPage({ params, searchParams }: UsersPageProps) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const query = readListQuery(USER_SORTS, asked);
  const { world, member, tenant } = await requireTenant("tenants.read", id, `/users${writeListQuery(query, USER_SORTS[0])}`);
  const page = await listUsers(world, tenant.id, query);
  return (
    <TenantList
      tenant={tenant}
      part="users"
      title="Users"
      lead="The people who sign in to this tenant's applications. They are no members of this console."
      news={singleOf(asked, "news")}
      one="a user"
      mayCreate={mayTake(member, "tenants.write")}
      query={query}
      sorts={USER_SORTS}
      page={page}
      searched={SEARCHED}
      hasStates
      teaching="A user signs in with an e-mail address or a username, which are unique within the tenant, and gets tokens of the applications that the user is registered with. Programs make users with POST /api/user."
    >
      <UserTable caption="Users" tenantId={tenant.id} users={page.rows} />
    </TenantList>
  );
}
