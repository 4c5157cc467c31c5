// The API keys of this instance: searched, filtered, in order, page by page.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { FirstKey } from "@/components/keys/first-key";
import { KeyFilters } from "@/components/keys/key-filters";
import { KeyTable } from "@/components/keys/key-table";
import { NoSuchKey } from "@/components/keys/no-such-key";
import { buttonClasses } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import { readPublished } from "@/lib/core/published";
import { roleAllows } from "@/lib/core/roles";
import { isNarrowed, keySearchQuery, readKeySearch } from "@/lib/core/schemas/key-search";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { searchKeys } from "@/lib/manage/keys/search-keys";
import { nameActors } from "@/lib/manage/team/name-actors";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { readSparklines } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const search = readKeySearch(await searchParams);
  const { world, member } = await requireSession("keys.read", `/keys${keySearchQuery(search)}`);
  const [{ keys, previous, next }, tenantNames] = await Promise.all([searchKeys(world, search), listTenantNames(world)]);
  const [actorNames, sparklines] = await Promise.all([
    nameActors(
      world,
      keys.map(({ createdBy }) => createdBy),
    ),
    roleAllows(member.role, "usage.read") ? readSparklines(world, keys) : null,
  ]);
  const mayCreate = roleAllows(member.role, "keys.write");
  const apis = new Map((readPublished()?.catalogue().apis ?? []).map(({ slug, name }) => [slug, name]));
  const tenants = tenantNames.length < 2 ? null : new Map(tenantNames.map(({ id, name }) => [id, name]));
  const isFirstToCome = keys.length === 0 && !isNarrowed(search);
  return (
    <>
      <PageHeading
        title="API keys"
        actions={
          mayCreate && !isFirstToCome ? (
            <Link href="/keys/new" prefetch={false} className={buttonClasses({ look: "main" })}>
              Create key
            </Link>
          ) : undefined
        }
      >
        Each key opens one API to whoever holds its secret. A secret is shown once, when its key is created; afterwards only its first and
        last characters are known.
      </PageHeading>
      {isFirstToCome ? (
        <FirstKey mayCreate={mayCreate} />
      ) : (
        <>
          <KeyFilters search={search} apis={apis} tenants={tenants} />
          {keys.length === 0 ? (
            <NoSuchKey />
          ) : (
            <KeyTable keys={keys} names={{ apis, tenants, actors: actorNames }} sparklines={sparklines} />
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
