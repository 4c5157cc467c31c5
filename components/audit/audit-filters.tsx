// What the audit is narrowed by: a form that works without scripts, and the filters that are on.
import { Button } from "@/components/ui/button";
import { FilterChips } from "@/components/ui/filter-chips";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { MOST_MEMBERS_OFFERED, offeredWords } from "@/lib/core/most-offered";
import { type AuditFilter, auditQueryText, readAuditTime } from "@/lib/core/schemas/audit-query";

const PATH = "/audit";
const INPUT = "min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft";

interface AuditFiltersProps {
  readonly query: AuditFilter;
  readonly actors: readonly SelectOption[];
  readonly actions: readonly SelectOption[];
}

export function AuditFilters({ query, actors, actions }: AuditFiltersProps) {
  const actor = withChosen(actors, query.actor);
  const action = withChosen(actions, query.action);
  const members = actors.filter(({ value }) => value.startsWith("member:")).length;
  const cut = offeredWords("members", members, MOST_MEMBERS_OFFERED);
  const hint = cut && `${cut} Whoever did something is a filter in its row, too.`;
  return (
    <search aria-label="Audit" className="flex flex-col gap-3 print:hidden">
      {/* The key makes it anew for another choice: what stands in a field would stay otherwise. */}
      <form key={auditQueryText(query)} action={PATH} method="get" className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField name="actor" label="Who" hint={hint} options={actor} defaultValue={query.actor} />
        <SelectField name="action" label="Did what" options={action} defaultValue={query.action} />
        <label className="flex min-w-0 flex-col gap-1.5 max-lg:sm:col-span-2">
          <span className="font-medium text-sm">To what</span>
          <input
            type="search"
            name="about"
            defaultValue={query.about}
            maxLength={200}
            placeholder="key_… or an id"
            autoComplete="off"
            spellCheck={false}
            className={INPUT}
          />
        </label>
        <TimeField name="from" label="From (UTC)" value={query.from} />
        <TimeField name="until" label="Until (UTC)" value={query.until} />
        <Button type="submit" className="min-h-11 max-lg:sm:col-span-2 lg:justify-self-start lg:px-8">
          Apply
        </Button>
      </form>
      <ActiveFilters query={query} actors={actor} actions={action} />
    </search>
  );
}

function TimeField({ name, label, value }: { readonly name: "from" | "until"; readonly label: string; readonly value: string }) {
  const shown = fieldTime(name, value);
  return (
    <label className="flex min-w-0 flex-col gap-1.5">
      <span className="font-medium text-sm">{label}</span>
      <input type="datetime-local" name={name} defaultValue={shown} step={shown.length > 16 ? 1 : 60} className={INPUT} />
    </label>
  );
}

/** As such a field holds it, in UTC: of a day the first minute, or the last. */
function fieldTime(name: "from" | "until", text: string): string {
  const time = readAuditTime(text);
  if (time === null) return "";
  const { at, lengthMs } = time;
  const ms = Date.parse(at) + (name === "until" ? Math.max(lengthMs - 60_000, 0) : 0);
  return new Date(ms).toISOString().slice(0, lengthMs < 60_000 ? 19 : 16);
}

function ActiveFilters({ query, actors, actions }: AuditFiltersProps) {
  const { actor, about, action, from, until } = query;
  const without = (changes: Partial<AuditFilter>) => PATH + auditQueryText({ ...query, ...changes });
  const filters = [
    actor !== "" && { label: `Who: ${labelOf(actors, actor)}`, href: without({ actor: "" }) },
    action !== "" && { label: `Did what: ${labelOf(actions, action)}`, href: without({ action: "" }) },
    about !== "" && { label: `To what: ${about}`, href: without({ about: "" }) },
    from !== "" && { label: `From ${from}`, href: without({ from: "" }) },
    until !== "" && { label: `Until ${until}`, href: without({ until: "" }) },
  ].filter((filter) => filter !== false);
  return <FilterChips filters={filters} />;
}

/** What is chosen stays a choice even where it is unknown, or the next search would lose it unseen. */
function withChosen(options: readonly SelectOption[], chosen: string): SelectOption[] {
  const all = [{ value: "", label: "Any" }, ...options];
  return all.some(({ value }) => value === chosen) ? all : [...all, { value: chosen, label: chosen }];
}

function labelOf(options: readonly SelectOption[], chosen: string): string {
  return options.find(({ value }) => value === chosen)?.label ?? chosen;
}
