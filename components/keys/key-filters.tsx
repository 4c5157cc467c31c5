// The search above the list of keys: a form that works without scripts, and the filters that are on.
import { Button } from "@/components/ui/button";
import { FilterChips } from "@/components/ui/filter-chips";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import type { KeySort } from "@/lib/core/schemas/key-cursor";
import { type KeySearch, keySearchQuery, NO_TENANT } from "@/lib/core/schemas/key-search";
import { KEY_STATES } from "@/lib/core/schemas/key-view";
import { KEY_STATE_LABELS } from "./key-states";

const SORT_LABELS: Readonly<Record<KeySort, string>> = {
  newest: "Newest first",
  oldest: "Oldest first",
  name: "Name",
  "last-used": "Last used first",
  expiry: "Expiry, earliest first",
};

const SORT_OPTIONS = Object.entries(SORT_LABELS).map(([value, label]) => ({ value, label }));
const STATE_OPTIONS = [{ value: "", label: "Any" }, ...KEY_STATES.map((state) => ({ value: state, label: KEY_STATE_LABELS[state].label }))];
const NO_TENANT_OPTION: SelectOption = { value: NO_TENANT, label: "No tenant" };

interface KeyFiltersProps {
  readonly search: KeySearch;
  /** By slug. */
  readonly apis: ReadonlyMap<string, string>;
  /** By id; null = there is nothing to choose. */
  readonly tenants: ReadonlyMap<string, string> | null;
  /** Whether there can be keys of no tenant in the list. */
  readonly offersNoTenant: boolean;
}

export function KeyFilters({ search, apis, tenants, offersNoTenant }: KeyFiltersProps) {
  return (
    <search aria-label="Keys" className="flex flex-col gap-3">
      {/* The key makes it anew for another search: what stands in a field would stay otherwise. */}
      <form key={keySearchQuery(search)} action="/keys" method="get" className="grid grid-cols-2 items-end gap-3 lg:flex">
        <label className="col-span-2 flex min-w-0 flex-1 flex-col gap-1.5">
          <span className="font-medium text-sm">Search</span>
          <input
            type="search"
            name="q"
            defaultValue={search.text}
            maxLength={200}
            placeholder="Name, id or description"
            autoComplete="off"
            spellCheck={false}
            className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft"
          />
        </label>
        <SelectField name="state" label="State" options={STATE_OPTIONS} defaultValue={search.state ?? ""} className="lg:w-32" />
        <SelectField name="api" label="API" options={optionsOf(apis, search.api)} defaultValue={search.api ?? ""} className="lg:w-40" />
        {tenants !== null && (
          <SelectField
            name="tenant"
            label="Tenant"
            options={optionsOf(tenants, search.tenant, offersNoTenant ? [NO_TENANT_OPTION] : [])}
            defaultValue={search.tenant ?? ""}
            className="lg:w-40"
          />
        )}
        <SelectField name="sort" label="Order" options={SORT_OPTIONS} defaultValue={search.sort} className="lg:w-48" />
        <Button type="submit" className={tenants === null ? "min-h-11" : "col-span-2 min-h-11"}>
          Apply
        </Button>
      </form>
      <ActiveFilters search={search} apis={apis} tenants={tenants} />
    </search>
  );
}

/** Each filter that is on leads to the same list without it. */
function ActiveFilters({ search, apis, tenants }: Omit<KeyFiltersProps, "offersNoTenant">) {
  const { text, state, api, tenant } = search;
  const active = [
    text !== "" && { label: `Search: ${text}`, without: { ...search, text: "" } },
    state !== null && { label: `State: ${KEY_STATE_LABELS[state].label}`, without: { ...search, state: null } },
    api !== null && { label: `API: ${apis.get(api) ?? api}`, without: { ...search, api: null } },
    tenant !== null && { label: `Tenant: ${tenantLabel(tenant, tenants)}`, without: { ...search, tenant: null } },
  ].filter((filter) => filter !== false);
  return <FilterChips filters={active.map(({ label, without }) => ({ label, href: `/keys${keySearchQuery(without)}` }))} />;
}

/** What is chosen stays a choice even where it is unknown, or the next search would lose it unseen. */
function optionsOf(names: ReadonlyMap<string, string>, chosen: string | null, first: readonly SelectOption[] = []): SelectOption[] {
  const options = [{ value: "", label: "Any" }, ...first, ...Array.from(names, ([value, label]) => ({ value, label }))];
  return chosen === null || options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label: chosen }];
}

function tenantLabel(tenant: string, tenants: ReadonlyMap<string, string> | null): string {
  return tenant === NO_TENANT ? "None" : (tenants?.get(tenant) ?? tenant);
}
