// A list in a tenant: its search, its rows, the pages beside it, and what stands there where there are none.
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListQuery, ListSort } from "@/lib/core/schemas/list-query";
import { ListFilters } from "./list-filters";
import { ListPages } from "./list-pages";
import { TENANT_PARTS, TenantHeading, type TenantPart } from "./tenant-heading";

interface TenantListProps {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly part: Exclude<TenantPart, "overview">;
  readonly title: string;
  readonly lead: string;
  readonly news: string;
  /** "a user". */
  readonly one: string;
  readonly mayCreate: boolean;
  readonly query: ListQuery;
  /** The usual order first. */
  readonly sorts: readonly [ListSort, ...ListSort[]];
  readonly page: { readonly rows: readonly unknown[]; readonly previous: string | null; readonly next: string | null };
  /** What the search looks into: in a few words for its field, and as a sentence for whoever found nothing. */
  readonly searched: { readonly words: string; readonly sentence: string };
  readonly hasStates: boolean;
  /** What would be here, and how it comes to be. */
  readonly teaching: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

export function TenantList(props: TenantListProps) {
  const { tenant, part, title, lead, news, one, mayCreate, query, sorts, page, searched, hasStates, teaching, children } = props;
  const path = `/tenants/${tenant.id}${TENANT_PARTS[part]}`;
  const isFirstToCome = page.rows.length === 0 && query.text === "" && query.isActive === null;
  const create = (
    <Link data-creates href={`${path}/new`} prefetch={false} className={buttonClasses({ look: "main", className: "self-start" })}>
      Create {one}
    </Link>
  );
  return (
    <>
      <TenantHeading tenant={tenant} part={part} title={title} news={news} lead={lead}>
        {mayCreate && !isFirstToCome && create}
      </TenantHeading>
      {isFirstToCome ? (
        <EmptyState title={`No ${part} yet`}>
          <p>{teaching}</p>
          {mayCreate ? create : <p>Your role lets you see {part}. An admin or the owner of this instance can create the first one.</p>}
        </EmptyState>
      ) : (
        <>
          <ListFilters label={title} path={path} query={query} sorts={sorts} searched={searched.words} hasStates={hasStates} />
          {page.rows.length === 0 ? (
            <EmptyState title={`No ${part} match`}>
              <p>{searched.sentence} An asterisk stands for any text.</p>
            </EmptyState>
          ) : (
            children
          )}
          <ListPages label={`Pages of ${part}`} path={path} query={query} usualSort={sorts[0]} page={page} />
        </>
      )}
    </>
  );
}
