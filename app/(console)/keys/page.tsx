// The API keys of this instance: searched, filtered, in order, page by page.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { KeySelection } from "@/components/keys/bulk/key-selection";
import { FirstKey } from "@/components/keys/first-key";
import { KeyFilters } from "@/components/keys/key-filters";
import { KeyTable } from "@/components/keys/key-table";
import { NoSuchKey } from "@/components/keys/no-such-key";
import { buttonClasses } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import { selectedOf } from "@/lib/core/keys/bulk-step";
import { mayChangeKey } from "@/lib/core/keys/key-access";
import { readPublished } from "@/lib/core/published";
import { mayTake } from "@/lib/core/roles";
import { isNarrowed, keySearchQuery, readKeySearch } from "@/lib/core/schemas/key-search";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { searchKeys } from "@/lib/manage/keys/search-keys";
import { nameActors } from "@/lib/manage/team/name-actors";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { readSparklines } from "@/lib/runtime/sign-in/read-usage";
import { makerOf, requireSession } from "@/lib/runtime/sign-in/with-session";
import { changeListed } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const search = readKeySearch(await searchParams);
  const session = await requireSession("keys.read", `/keys${keySearchQuery(search)}`);
  const { world, member } = session;
  const { reach } = member;
  const { keys, previous, next } = await searchKeys(world, reach, search);
  const [tenantNames, actorNames, sparklines] = await Promise.all([
    listTenantNames(world, reach, { besides: [search.tenant, ...keys.map(({ tenantId }) => tenantId)] }),
    nameActors(
      world,
      keys.map(({ createdBy }) => createdBy),
    ),
    mayTake(member, "usage.read") ? readSparklines(world, keys) : null,
  ]);
  const mayCreate = mayTake(member, "keys.write");
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  const tenants = tenantNames.length < 2 && !member.isConfined ? null : new Map(tenantNames.map(({ id, name }) => [id, name]));
  const selectable = keys.filter((key) => key.state !== "revoked" && mayChangeKey(makerOf(session), key)).map(selectedOf);
  const list =
    keys.length === 0 ? (
      <NoSuchKey />
    ) : (
      <KeyTable
        keys={keys}
        names={{ apis, tenants, actors: actorNames }}
        sparklines={sparklines}
        nowMs={world.nowMs()}
        isSelectable={mayCreate}
      />
    );
  const isFirstToCome = keys.length === 0 && !isNarrowed(search);
  return (
    <>
      <PageHeading
        title="API keys"
        actions={
          mayCreate && !isFirstToCome ? (
            <Link data-creates href="/keys/new" prefetch={false} className={buttonClasses({ look: "main" })}>
              Create key
            </Link>
          ) : undefined
        }
      >
        Each key opens one API to whoever holds its secret. A secret is shown once, when it is made; afterwards only its first and last
        characters are known.
      </PageHeading>
      {isFirstToCome ? (
        <FirstKey mayCreate={mayCreate} isConfined={member.isConfined} />
      ) : (
        <>
          <KeyFilters search={search} apis={apis} tenants={tenants} offersNoTenant={!member.isConfined} />
          {mayCreate ? (
            <KeySelection keys={selectable} nowMs={world.nowMs()} changeListed={changeListed}>
              {list}
            </KeySelection>
          ) : (
            list
          )}
          <Pagination
            label="Pages of keys"
            previous={previous === null ? null : `/keys${keySearchQuery(search, ["before", previous])}`}
            next={next === null ? null : `/keys${keySearchQuery(search, ["after", next])}`}
          />
        </>
      )}
    </>
  );
}
