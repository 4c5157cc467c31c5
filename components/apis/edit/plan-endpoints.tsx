// Which endpoints a plan opens: every one, or those that are ticked.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import type { Endpoint, EndpointGrants } from "@/lib/core/catalogue";

interface PlanEndpointsProps {
  readonly endpoints: readonly Endpoint[];
  readonly grants: EndpointGrants | null;
  readonly onChange: (grants: EndpointGrants | null) => void;
  readonly place: string;
  readonly problem: string | null;
}

/** Each template once, with the methods that it is registered or granted with. */
function templatesOf(endpoints: readonly Endpoint[], grants: EndpointGrants): readonly (readonly [string, readonly string[]])[] {
  const methods = new Map<string, Set<string>>();
  const all = [...endpoints.map(({ path, methods: some }) => [path, some] as const), ...Object.entries(grants)];
  for (const [path, some] of all) methods.set(path, new Set([...(methods.get(path) ?? []), ...some]));
  return [...methods].map(([path, some]) => [path, [...some]]);
}

export function PlanEndpoints({ endpoints, grants, onChange, place, problem }: PlanEndpointsProps) {
  if (endpoints.length === 0 && grants === null) return null;
  const set = (path: string, method: string, isGranted: boolean) => {
    const before = grants?.[path] ?? [];
    const methods = isGranted ? [...before, method] : before.filter((each) => each !== method);
    const { [path]: _replaced, ...others } = grants ?? {};
    onChange(methods.length === 0 ? others : { ...others, [path]: methods });
  };
  return (
    <FieldGroup legend="Endpoints" problem={problem}>
      <RadioGroup
        name={`${place}.extent`}
        value={grants === null ? "all" : "some"}
        options={[
          { value: "all", label: "Every endpoint of the API" },
          { value: "some", label: "Only some", hint: "Calls of others are refused whatever the key may do." },
        ]}
        onValueChange={(extent) => onChange(extent === "all" ? null : (grants ?? everything(endpoints)))}
      />
      {grants !== null && (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line px-4">
          {templatesOf(endpoints, grants).map(([path, methods]) => (
            <li key={path} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
              <span className="min-w-0 break-all font-mono text-[0.8125rem]">{path}</span>
              <span className="flex flex-wrap gap-x-5 gap-y-2">
                {methods.map((method) => (
                  <Checkbox
                    key={method}
                    name={`${place}.${method}`}
                    label={
                      <>
                        {method}
                        <span className="sr-only"> {path}</span>
                      </>
                    }
                    isChecked={grants[path]?.includes(method) ?? false}
                    onCheckedChange={(isChecked) => set(path, method, isChecked)}
                  />
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {grants !== null && Object.keys(grants).length === 0 && (
        <p className="font-medium text-bad text-sm">Nothing is ticked. Tick the calls that it opens, or choose every endpoint.</p>
      )}
    </FieldGroup>
  );
}

function everything(endpoints: readonly Endpoint[]): EndpointGrants {
  return Object.fromEntries(templatesOf(endpoints, {}));
}
