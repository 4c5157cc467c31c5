// Which calls a key may make: some of the API's endpoints, or, said and warned about, every one.
"use client";
import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { callsOf } from "@/lib/core/grants/reach";
import { withTicks } from "@/lib/core/keys/call-selection";
import { wordsOf } from "@/lib/core/keys/form-values";
import { EndpointGrid } from "./endpoint-grid";
import type { PartProps } from "./field-props";
import { RedLine } from "./red-line";

const EXTENTS = [
  { value: "selected", label: "Only the calls ticked below", hint: "A key that leaks opens no more than these." },
  { value: "everything", label: "Every endpoint, later ones too" },
] as const;

/** Fewer paths are seen at a glance. */
const PATHS_TO_SEARCH = 12;

interface EndpointFieldsProps extends PartProps {
  /** Calls that the key has and the API does not register; none in a new key. */
  readonly unregistered?: readonly string[];
}

export function EndpointFields({ api, draft, change, problemOf, unregistered = [] }: EndpointFieldsProps) {
  const setCalls = (calls: readonly string[]) => change({ calls }, "endpoints");
  if (api.endpoints.length === 0) {
    return (
      <Alert tone="info">
        {api.name} registers no endpoints, so a key of it opens every path. Register endpoints to make narrower keys.
      </Alert>
    );
  }
  return (
    <FieldGroup legend="Endpoints" problem={problemOf("endpoints")}>
      <RadioGroup
        name="extent"
        value={draft.extent}
        options={EXTENTS}
        onValueChange={(extent) => change({ extent: extent === "everything" ? "everything" : "selected" }, "endpoints")}
      />
      {draft.extent === "everything" ? (
        <RedLine>
          Nothing is selected, and that means everything: whoever holds this key may make every call of {api.name} that its permissions
          allow, and calls that do not exist yet. Tick single calls instead wherever you can.
        </RedLine>
      ) : (
        <Selection api={api} draft={draft} setCalls={setCalls} unregistered={unregistered} />
      )}
    </FieldGroup>
  );
}

interface SelectionProps extends Pick<PartProps, "api" | "draft"> {
  readonly setCalls: (calls: readonly string[]) => void;
  readonly unregistered: readonly string[];
}

/** What is ticked is sent by fields of its own, so that a filter hides calls and forgets none. */
function Selection({ api, draft, setCalls, unregistered }: SelectionProps) {
  const [filter, setFilter] = useState("");
  const { calls } = draft;
  const paths = new Set(api.endpoints.map(({ path }) => path)).size;
  return (
    <>
      {calls.map((call) => (
        <input key={call} type="hidden" name="call" value={call} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setCalls(withTicks(calls, callsOf(api), true))}>Tick all</Button>
        <Button onClick={() => setCalls([])} disabled={calls.length === 0}>
          Clear
        </Button>
        {paths > PATHS_TO_SEARCH && <Filter value={filter} onValueChange={setFilter} />}
      </div>
      <EndpointGrid
        api={api}
        filter={filter}
        calls={calls}
        permissions={api.permissions.length === 0 ? wordsOf(draft.freePermissions) : draft.permissions}
        onCallsChange={setCalls}
      />
      {unregistered.length > 0 && <Unregistered calls={unregistered} ticked={calls} setCalls={setCalls} />}
      {calls.length === 0 && (
        <RedLine>
          Nothing is ticked. A key without endpoints would open every one, so it is not saved like this: tick what it may call.
        </RedLine>
      )}
    </>
  );
}

function Filter({ value, onValueChange }: { readonly value: string; readonly onValueChange: (value: string) => void }) {
  const id = useId();
  return (
    <span className="flex min-w-0 flex-1 basis-48 items-center gap-2">
      <label htmlFor={id} className="sr-only">
        Show paths that contain
      </label>
      <input
        id={id}
        type="search"
        value={value}
        placeholder="Find a path"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        // Enter belongs to the form, which is not ready to be sent.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        className="min-h-10 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft"
      />
    </span>
  );
}

interface UnregisteredProps {
  readonly calls: readonly string[];
  readonly ticked: readonly string[];
  readonly setCalls: (calls: readonly string[]) => void;
}

function Unregistered({ calls, ticked, setCalls }: UnregisteredProps) {
  const set = (call: string, isTicked: boolean) => {
    const others = ticked.filter((one) => one !== call);
    setCalls(isTicked ? [...others, call] : others);
  };
  return (
    <FieldGroup legend="Not registered at this API" hint="The key has these from before. They open nothing until the API registers them.">
      {calls.map((call) => (
        <Checkbox
          key={call}
          name="unregistered"
          label={<span className="break-all font-mono text-[0.8125rem]">{call}</span>}
          isChecked={ticked.includes(call)}
          onCheckedChange={(isTicked) => set(call, isTicked)}
        />
      ))}
    </FieldGroup>
  );
}
