// The access report: which keys can do what, whose they are, and who can do what in this console. Made to be printed.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { AccessExtent } from "@/components/review/access-extent";
import { AccessFilters } from "@/components/review/access-filters";
import { AccessTable } from "@/components/review/access-table";
import { MemberTable } from "@/components/review/member-table";
import { PrintButton } from "@/components/review/print-button";
import { ExportLinks } from "@/components/ui/export-links";
import { Instant } from "@/components/ui/instant";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { instantText } from "@/lib/core/instant";
import { ORGANISATION } from "@/lib/core/key-record";
import { readPublished } from "@/lib/core/published";
import { accessPageText, accessQueryText, readAccessQuery, wholeAccessQueryText } from "@/lib/core/schemas/access-query";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { listAccess, listAccessMembers } from "@/lib/manage/review/list-access";
import { offerMembers } from "@/lib/manage/team/offer-members";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Access report" };

const PATH = "/review/access";

export default async function AccessPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = readAccessQuery(await searchParams);
  const textOf = query.isWhole ? wholeAccessQueryText : accessQueryText;
  const { world } = await requireSession("review.read", PATH + textOf(query));
  const [keys, members, owners, tenantNames] = await Promise.all([
    listAccess(world, query),
    listAccessMembers(world, query),
    offerMembers(world, query.owner === ORGANISATION ? null : query.owner),
    listTenantNames(world, EVERYTHING, { besides: [query.tenant] }),
  ]);
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  const wholePath = query.isWhole ? null : PATH + wholeAccessQueryText(query);
  const tenants = tenantNames.length < 2 ? null : new Map(tenantNames.map(({ id, name }) => [id, name]));
  return (
    <div className="flex flex-col gap-6 print-landscape">
      <PageHeading title="Access report" actions={<PrintButton />}>
        Who can do what, as of <Instant at={instantText(world.nowMs())} />: every key that works now, and every member of this console.
      </PageHeading>
      <Section id="keys" title="Keys">
        <AccessFilters query={query} apis={apis} tenants={tenants} owners={owners} />
        <AccessTable keys={keys.rows} apis={apis} hasTenants={tenants !== null} />
        <AccessExtent noun="key" rows={keys.rows} isFirst={query.after === null} isLast={keys.next === null} wholePath={wholePath} />
        <Pagination
          label="Pages of keys"
          noun="keys"
          previous={query.after === null ? null : PATH + accessPageText(query, "keys", null)}
          next={keys.next === null ? null : PATH + accessPageText(query, "keys", keys.next)}
          previousLabel="First page"
        />
      </Section>
      <Section id="members" title="Members">
        <MemberTable members={members.rows} />
        <AccessExtent
          noun="member"
          rows={members.rows}
          isFirst={query.membersAfter === null}
          isLast={members.next === null}
          wholePath={wholePath}
        />
        <Pagination
          label="Pages of members"
          noun="members"
          previous={query.membersAfter === null ? null : `${PATH}${accessPageText(query, "members", null)}#members`}
          next={members.next === null ? null : `${PATH}${accessPageText(query, "members", members.next)}#members`}
          previousLabel="First page"
        />
      </Section>
      <div className="print:hidden">
        <Section id="export" title="Export" lead="Members, and every key that the filters above let through, however many there are.">
          <ExportLinks noun="access report" pathOf={(format) => `${PATH}/export${accessQueryText(query, ["format", format])}`} />
        </Section>
      </div>
    </div>
  );
}
