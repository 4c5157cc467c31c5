// The search above a list of tenants, or in one: a form that works without scripts.
import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { type ListQuery, type ListSort, writeListQuery } from "@/lib/core/schemas/list-query";

const SORT_LABELS: Readonly<Record<ListSort, string>> = {
  newest: "Newest first",
  oldest: "Oldest first",
  name: "Name",
  email: "E-mail address",
  username: "Username",
};

const STATE_OPTIONS = [
  { value: "", label: "Any" },
  { value: "active", label: "Active" },
  { value: "inactive", label: "Inactive" },
];

interface ListFiltersProps {
  /** "Users". */
  readonly label: string;
  readonly path: string;
  readonly query: ListQuery;
  readonly sorts: readonly [ListSort, ...ListSort[]];
  /** What the text is looked for in. */
  readonly searched: string;
  readonly hasStates: boolean;
}

export function ListFilters({ label, path, query, sorts, searched, hasStates }: ListFiltersProps) {
  const isNarrowed = query.text !== "" || query.isActive !== null;
  return (
    <search aria-label={label}>
      {/* The key makes it anew for another search: what stands in a field would stay otherwise. */}
      <form key={writeListQuery(query, sorts[0])} action={path} method="get" className="grid grid-cols-2 items-end gap-3 lg:flex">
        <label className="col-span-2 flex min-w-0 flex-1 flex-col gap-1.5">
          <span className="font-medium text-sm">Search</span>
          <input
            type="search"
            name="q"
            defaultValue={query.text}
            maxLength={200}
            placeholder={searched}
            autoComplete="off"
            spellCheck={false}
            className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft"
          />
        </label>
        {hasStates && (
          <SelectField
            name="state"
            label="State"
            options={STATE_OPTIONS}
            defaultValue={query.isActive === null ? "" : query.isActive ? "active" : "inactive"}
            className="lg:w-32"
          />
        )}
        <SelectField
          name="sort"
          label="Order"
          options={sorts.map((sort) => ({ value: sort, label: SORT_LABELS[sort] }))}
          defaultValue={query.sort}
          className="lg:w-48"
        />
        <Button type="submit" className="min-h-11">
          Apply
        </Button>
        {isNarrowed && (
          <Link href={path} prefetch={false} className={buttonClasses({ look: "quiet", className: "min-h-11" })}>
            Show all
          </Link>
        )}
      </form>
    </search>
  );
}
