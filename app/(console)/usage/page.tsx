// How all keys together are used, and what became of a single request.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { FoundRequestCard } from "@/components/usage/found-request-card";
import { RequestFinder } from "@/components/usage/request-finder";
import { UsageFilters } from "@/components/usage/usage-filters";
import { UsagePage } from "@/components/usage/usage-page";
import { readPublished } from "@/lib/core/published";
import { readRequestId } from "@/lib/core/request-id";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readUsageQuery, usageParameters, usagePath } from "@/lib/core/schemas/usage-query";
import { findRequest, readUsageOverview } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Usage" };

export default async function AdminUsagePage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = readUsageQuery(await searchParams);
  const { world } = await requireSession("usage.read-all", usagePath(query));
  const [{ overview, notes, hasTenants }, search] = await Promise.all([
    readUsageOverview(world, query),
    query.request === "" ? null : findRequest(query.request),
  ]);
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  return (
    <>
      <PageHeading title="Usage">
        Every request that Keyfuse decided about, counted once: accepted, limited by a window or a quota, or denied for another reason. Days
        and hours are those of UTC.
      </PageHeading>
      <UsageFilters query={query} apis={apis} />
      <RequestFinder
        path="/usage"
        label="Requests"
        title="Find a request by its id"
        value={readRequestId(query.request) ?? query.request}
        kept={usageParameters({ ...query, request: "" })}
      />
      {search !== null && <FoundRequestCard search={search} />}
      <UsagePage overview={overview} notes={notes} query={query} hasTenants={hasTenants} />
    </>
  );
}
