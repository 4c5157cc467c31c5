// A form that looks for a request by the id that its client was told. It works without scripts.
import { Button } from "@/components/ui/button";

interface RequestFinderProps {
  /** Where it is sent to; an anchor may follow. */
  readonly path: string;
  readonly label: string;
  /** Of the field. */
  readonly title?: string;
  readonly value: string;
  readonly submit?: string;
  /** What the address says besides, kept by the search. */
  readonly kept?: readonly (readonly [name: string, value: string])[];
}

export function RequestFinder({ path, label, title = "Request id", submit = "Explain", value, kept = [] }: RequestFinderProps) {
  return (
    <search aria-label={label} className="w-full min-w-0 sm:w-[28rem]">
      {/* The key makes it anew for another search: what stands in a field would stay otherwise. */}
      <form key={value} action={path} method="get" className="flex flex-wrap items-end gap-3">
        {kept.map(([name, keptValue]) => (
          <input key={name} type="hidden" name={name} value={keptValue} />
        ))}
        <label className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
          <span className="font-medium text-sm">{title}</span>
          <input
            type="search"
            name="request"
            defaultValue={value}
            maxLength={200}
            placeholder="req_ and digits, from X-Request-Id"
            autoComplete="off"
            spellCheck={false}
            className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 font-mono text-base text-ink placeholder:font-sans placeholder:text-ink-soft sm:text-sm"
          />
        </label>
        <Button type="submit" className="min-h-11">
          {submit}
        </Button>
      </form>
    </search>
  );
}
