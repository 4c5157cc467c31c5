// What admins review: keys that somebody should look at and why, and who uses what.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { AttentionFilters } from "@/components/review/attention-filters";
import { AttentionList } from "@/components/review/attention-list";
import { buttonClasses } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { UsageRankings } from "@/components/usage/usage-rankings";
import { readPublished } from "@/lib/core/published";
import { attentionExportPath, attentionPath, readAttentionQuery } from "@/lib/core/schemas/attention-query";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { listAttention } from "@/lib/manage/review/list-attention";
import { readUsageOverview } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Needs attention" };

export default async function ReviewPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = readAttentionQuery(await searchParams);
  const { world } = await requireSession("review.read", attentionPath(query.reason));
  const [{ lines, counts, previous, next }, { overview, hasTenants }] = await Promise.all([
    listAttention(world, query),
    readUsageOverview(world, { range: "30d", api: null }),
  ]);
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  const { reason } = query;
  return (
    <>
      <PageHeading
        title="Needs attention"
        actions={
          <Link href="/review/access" prefetch={false} className={buttonClasses()}>
            Access report
          </Link>
        }
      >
        Active keys that somebody should look at, what is the matter with each, and what mends it. A key with several reasons stands under
        each of them.
      </PageHeading>
      <AttentionFilters reason={reason} counts={counts} />
      <AttentionList lines={lines} reason={reason} apis={apis} />
      <Pagination
        label="Pages of keys that need attention"
        previous={previous === null ? null : attentionPath(reason, ["before", previous])}
        next={next === null ? null : attentionPath(reason, ["after", next])}
      />
      <div className="print:hidden">
        <Section id="export" title="Export" lead="Every key that the filter above lets through, under each of its reasons.">
          <ExportLinks noun="list" pathOf={(format) => attentionExportPath(reason, format)} />
        </Section>
      </div>
      <UsageRankings overview={overview} hasTenants={hasTenants} title="Who uses what, in 30 days" />
    </>
  );
}
