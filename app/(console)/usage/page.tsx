// How all keys together are used.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { RequestFinder } from "@/components/usage/request-finder";
import { UsageFilters } from "@/components/usage/usage-filters";
import { UsagePage } from "@/components/usage/usage-page";
import { readPublished } from "@/lib/core/published";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readUsageQuery, usagePath } from "@/lib/core/schemas/usage-query";
import { readUsageOverview } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Usage" };

export default async function AdminUsagePage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = readUsageQuery(await searchParams);
  const { world } = await requireSession("usage.read-all", usagePath(query));
  const { overview, notes, hasTenants } = await readUsageOverview(world, query);
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  return (
    <>
      <PageHeading title="Usage">
        Every request that Keyfuse decided about, counted once: accepted, limited by a window or a quota, or denied for another reason. Days
        and hours are those of UTC.
      </PageHeading>
      <UsageFilters query={query} apis={apis} />
      <RequestFinder path="/explain" label="Requests" title="Explain a request by its id" value="" />
      <UsagePage overview={overview} notes={notes} query={query} hasTenants={hasTenants} />
    </>
  );
}
