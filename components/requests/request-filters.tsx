// The filters above the queue: a form that works without scripts.
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { LISTED_STATES, type RequestSearch, requestSearchQuery } from "@/lib/core/requests/request-search";
import { REQUEST_STATE_LABELS } from "./request-states";

const ANY = { value: "", label: "Any" };
const STATE_OPTIONS = [ANY, ...LISTED_STATES.map((state) => ({ value: state, label: REQUEST_STATE_LABELS[state].label }))];

interface RequestFiltersProps {
  readonly search: RequestSearch;
  /** By slug. */
  readonly apis: ReadonlyMap<string, string>;
}

export function RequestFilters({ search, apis }: RequestFiltersProps) {
  const { text, state, api } = search;
  const options = [ANY, ...Array.from(apis, ([value, label]) => ({ value, label }))];
  // What is chosen stays a choice even where it is unknown, or the next search would lose it unseen.
  if (api !== null && !apis.has(api)) options.push({ value: api, label: api });
  return (
    <search aria-label="Requests">
      {/* The key makes it anew for another search: what stands in a field would stay otherwise. */}
      <form key={requestSearchQuery(search)} action="/requests" method="get" className="grid grid-cols-2 items-end gap-3 lg:flex">
        <label className="col-span-2 flex min-w-0 flex-1 flex-col gap-1.5">
          <span className="font-medium text-sm">Search</span>
          <input
            type="search"
            name="q"
            defaultValue={text}
            maxLength={200}
            placeholder="Name, address or organisation"
            autoComplete="off"
            spellCheck={false}
            className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft"
          />
        </label>
        <SelectField name="state" label="State" options={STATE_OPTIONS} defaultValue={state ?? ""} className="lg:w-40" />
        <SelectField name="api" label="API" options={options} defaultValue={api ?? ""} className="lg:w-48" />
        <Button type="submit" className="col-span-2 min-h-11">
          Apply
        </Button>
      </form>
    </search>
  );
}
