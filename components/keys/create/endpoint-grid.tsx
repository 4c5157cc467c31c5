// The calls of an API to tick: a row per path, a column per method.
"use client";
import { type Call, callsOf, coversCall } from "@/lib/core/grants/reach";
import type { FormApi } from "@/lib/core/keys/form-api";
import { grantsOf } from "@/lib/core/keys/form-values";

interface EndpointGridProps {
  readonly api: FormApi;
  readonly calls: readonly string[];
  readonly onCallsChange: (calls: readonly string[]) => void;
}

const METHOD_ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export function EndpointGrid({ api, calls, onCallsChange }: EndpointGridProps) {
  const all = callsOf(api);
  const paths = [...new Set(all.map(({ path }) => path))];
  const methods = METHOD_ORDER.filter((method) => all.some((call) => call.method === method));
  return (
    <div className="relative overflow-x-auto rounded-md border border-line">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Calls of {api.name}</caption>
        <thead className="border-line border-b bg-code text-ink-soft text-xs">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              Path
            </th>
            {methods.map((method) => (
              <th key={method} scope="col" className="w-14 px-2 py-2 text-center font-medium">
                {method}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {paths.map((path) => (
            <tr key={path}>
              <th scope="row" className="min-w-36 px-3 py-1.5 font-normal">
                <span className="break-all font-mono text-[0.8125rem]">{path}</span>
                <Needs calls={all.filter((call) => call.path === path)} />
              </th>
              {methods.map((method) => {
                const call = all.find((one) => one.path === path && one.method === method);
                return (
                  <td key={method} className="p-0 text-center">
                    {call !== undefined && <CallBox call={call} calls={calls} onCallsChange={onCallsChange} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The permissions that the calls of a path need. */
function Needs({ calls }: { readonly calls: readonly Call[] }) {
  const needed = [...new Set(calls.flatMap(({ permission }) => permission ?? []))];
  return needed.length === 0 ? null : <span className="block text-ink-soft text-xs">needs {needed.join(", ")}</span>;
}

interface CallBoxProps {
  readonly call: Call;
  readonly calls: readonly string[];
  readonly onCallsChange: (calls: readonly string[]) => void;
}

/** A call that another ticked one opens along stands ticked and cannot be taken out by itself. */
function CallBox({ call, calls, onCallsChange }: CallBoxProps) {
  const text = `${call.method} ${call.path}`;
  const others = calls.filter((one) => one !== text);
  const isTicked = calls.includes(text);
  const isOpenedAlong = !isTicked && others.length > 0 && coversCall(grantsOf(others), call);
  return (
    <label className="flex min-h-11 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        name="call"
        value={text}
        aria-label={isOpenedAlong ? `${text}, opened by the path above it` : text}
        checked={isTicked || isOpenedAlong}
        disabled={isOpenedAlong}
        onChange={(event) => onCallsChange(event.currentTarget.checked ? [...others, text] : others)}
        className="size-5 cursor-pointer accent-accent disabled:cursor-not-allowed"
      />
    </label>
  );
}
