// The tenants of this instance: searched, in order, page by page.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { ListFilters } from "@/components/tenants/list-filters";
import { ListPages } from "@/components/tenants/list-pages";
import { TenantTable } from "@/components/tenants/tenant-table";
import { Alert } from "@/components/ui/alert";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { mayTake } from "@/lib/core/roles";
import { readListQuery, writeListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { listTenantOverviews } from "@/lib/manage/tenants/overview-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Tenants" };

/** What led here, by the query's word for it. */
const NEWS: Readonly<Record<string, string>> = { created: "The tenant is created.", deleted: "The tenant is deleted." };

interface TenantsPageProps {
  readonly searchParams: Promise<PageQuery>;
}

export default async function TenantsPage({ searchParams }: TenantsPageProps) {
  const asked = await searchParams;
  // A tenant is in use as long as it is there.
  const query = { ...readListQuery(NAMED_SORTS, asked), isActive: null };
  const { world, member } = await requireSession("tenants.read", `/tenants${writeListQuery(query, NAMED_SORTS[0])}`);
  const page = await listTenantOverviews(world, member.reach, query);
  const mayCreate = mayTake(member, "tenants.administer");
  const news = singleOf(asked, "news");
  const sentence = Object.hasOwn(NEWS, news) ? NEWS[news] : undefined;
  const isSearched = query.text !== "";
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageHeading title="Tenants">
          Each tenant is a space of its own, with its users, groups and applications. A key that belongs to a tenant reaches that tenant
          only.
        </PageHeading>
        {mayCreate && (
          <Link data-creates href="/tenants/new" prefetch={false} className={buttonClasses({ look: "main" })}>
            Create a tenant
          </Link>
        )}
      </div>
      {sentence !== undefined && <Alert tone="good">{sentence}</Alert>}
      <ListFilters label="Tenants" path="/tenants" query={query} sorts={NAMED_SORTS} searched="Name or id" hasStates={false} />
      {page.rows.length > 0 ? (
        <TenantTable tenants={page.rows} />
      ) : (
        <EmptyState title={isSearched ? "No tenants match" : "No tenants"}>
          {isSearched ? (
            <p>The search looks for a part of a tenant's name, or for its whole id. An asterisk stands for any text.</p>
          ) : (
            <p>The tenants that you were confined to are gone. Ask an owner of this instance.</p>
          )}
        </EmptyState>
      )}
      <ListPages label="Pages of tenants" path="/tenants" query={query} usualSort={NAMED_SORTS[0]} page={page} />
    </>
  );
}
