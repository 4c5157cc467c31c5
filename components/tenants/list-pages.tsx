// The ways from one page of a list of tenants, or in one, to the pages beside it.
import { Pagination } from "@/components/ui/pagination";
import { type ListQuery, type ListSort, writeListQuery } from "@/lib/core/schemas/list-query";

interface ListPagesProps {
  /** What is paged through, for screen readers. */
  readonly label: string;
  readonly path: string;
  readonly query: ListQuery;
  readonly usualSort: ListSort;
  readonly page: { readonly previous: string | null; readonly next: string | null };
}

export function ListPages({ label, path, query, usualSort, page: { previous, next } }: ListPagesProps) {
  return (
    <Pagination
      label={label}
      previous={previous === null ? null : path + writeListQuery(query, usualSort, ["before", previous])}
      next={next === null ? null : path + writeListQuery(query, usualSort, ["after", next])}
    />
  );
}
