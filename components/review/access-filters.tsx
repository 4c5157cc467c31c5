// What the access report is narrowed by: a form that works without scripts, and the filters that are on, which are printed too.
import { Button } from "@/components/ui/button";
import { FilterChips } from "@/components/ui/filter-chips";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { ORGANISATION } from "@/lib/core/key-record";
import { MOST_MEMBERS_OFFERED, offeredWords } from "@/lib/core/most-offered";
import { type AccessFilter, accessQueryText } from "@/lib/core/schemas/access-query";
import { NO_TENANT } from "@/lib/core/schemas/key-search";

const PATH = "/review/access";

interface AccessFiltersProps {
  readonly query: AccessFilter;
  /** Names by slug. */
  readonly apis: ReadonlyMap<string, string>;
  /** By id; null = there is nothing to choose. */
  readonly tenants: ReadonlyMap<string, string> | null;
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

export function AccessFilters({ query, apis, tenants, owners }: AccessFiltersProps) {
  const { api, tenant, owner } = query;
  const apiOptions = optionsOf([...apis], api);
  const tenantOptions = optionsOf([[NO_TENANT, "No tenant"], ...(tenants ?? [])], tenant);
  const ownerOptions = optionsOf([[ORGANISATION, "The organisation"], ...owners.map(({ id, name }) => [id, name] as const)], owner);
  const cut = offeredWords("members", owners.length, MOST_MEMBERS_OFFERED);
  const hint = cut && `${cut} The members below lead to the keys of each.`;
  const filters = [
    api !== null && { label: `API: ${labelOf(apiOptions, api)}`, href: PATH + accessQueryText({ ...query, api: null }) },
    tenant !== null && { label: `Tenant: ${labelOf(tenantOptions, tenant)}`, href: PATH + accessQueryText({ ...query, tenant: null }) },
    owner !== null && { label: `Owner: ${labelOf(ownerOptions, owner)}`, href: PATH + accessQueryText({ ...query, owner: null }) },
  ].filter((filter) => filter !== false);
  return (
    <search aria-label="Access report" className="flex flex-col gap-3">
      {/* The key makes it anew for another choice. */}
      <form
        key={accessQueryText(query)}
        action={PATH}
        method="get"
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap print:hidden"
      >
        <SelectField name="api" label="API" options={apiOptions} defaultValue={api ?? ""} className="sm:w-48" />
        {tenants !== null && (
          <SelectField name="tenant" label="Tenant" options={tenantOptions} defaultValue={tenant ?? ""} className="sm:w-48" />
        )}
        <SelectField name="owner" label="Owner" hint={hint} options={ownerOptions} defaultValue={owner ?? ""} className="sm:w-48" />
        <Button type="submit" className="min-h-11">
          Apply
        </Button>
      </form>
      <FilterChips filters={filters} />
    </search>
  );
}

/** What is chosen stays a choice even where it is unknown. */
function optionsOf(known: readonly (readonly [value: string, label: string])[], chosen: string | null): SelectOption[] {
  const options = [{ value: "", label: "Any" }, ...known.map(([value, label]) => ({ value, label }))];
  return chosen === null || options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label: chosen }];
}

function labelOf(options: readonly SelectOption[], chosen: string): string {
  return options.find(({ value }) => value === chosen)?.label ?? chosen;
}
