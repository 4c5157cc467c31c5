// What the admin page shows: how far back, and of which API. Links and a form, so that it works without scripts.
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { choiceClasses } from "@/components/ui/choice-classes";
import { SelectField } from "@/components/ui/select-field";
import { USAGE_RANGES, type UsageQuery, type UsageRange, usagePath } from "@/lib/core/schemas/usage-query";

const RANGE_LABELS: Readonly<Record<UsageRange, string>> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

/** "the last 24 hours". */
export function rangeWords(range: UsageRange): string {
  return `the last ${RANGE_LABELS[range]}`;
}

interface UsageFiltersProps {
  readonly query: UsageQuery;
  /** Names by slug. */
  readonly apis: ReadonlyMap<string, string>;
}

export function UsageFilters({ query, apis }: UsageFiltersProps) {
  const known = Array.from(apis, ([value, label]) => ({ value, label }));
  // What is chosen stays a choice even where it is unknown, or the next search would lose it unseen.
  const options = query.api === null || apis.has(query.api) ? known : [...known, { value: query.api, label: query.api }];
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <nav aria-label="How far back" className="flex flex-col gap-1.5">
        <p className="font-medium text-sm">The last</p>
        <ul className="flex flex-wrap gap-2">
          {USAGE_RANGES.map((range) => (
            <li key={range}>
              <Link
                href={usagePath({ ...query, range })}
                prefetch={false}
                aria-current={range === query.range ? "true" : undefined}
                className={choiceClasses({ isChosen: range === query.range })}
              >
                {RANGE_LABELS[range]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {/* The key makes it anew for another choice. */}
      <form key={usagePath(query)} action="/usage" method="get" className="flex min-w-0 flex-wrap items-end gap-3">
        {query.range !== "24h" && <input type="hidden" name="range" value={query.range} />}
        <SelectField
          name="api"
          label="API"
          options={[{ value: "", label: "Every API" }, ...options]}
          defaultValue={query.api ?? ""}
          className="w-56"
        />
        <Button type="submit" className="min-h-11">
          Apply
        </Button>
      </form>
    </div>
  );
}
