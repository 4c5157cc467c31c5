// Which calls a key may make: some of the API's endpoints, or, said and warned about, every one.
"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { callsOf } from "@/lib/core/grants/reach";
import { EndpointGrid } from "./endpoint-grid";
import type { PartProps } from "./field-props";

const EXTENTS = [
  { value: "selected", label: "Only the calls ticked below", hint: "A key that leaks opens no more than these." },
  { value: "everything", label: "Every endpoint, later ones too" },
] as const;

export function EndpointFields({ api, draft, change, problemOf }: PartProps) {
  if (api.endpoints.length === 0) {
    return (
      <Alert tone="info">
        {api.name} registers no endpoints, so a key of it opens every path. Register endpoints to make narrower keys.
      </Alert>
    );
  }
  const setCalls = (calls: readonly string[]) => change({ calls }, "endpoints");
  return (
    <FieldGroup legend="Endpoints" problem={problemOf("endpoints")}>
      <RadioGroup
        name="extent"
        value={draft.extent}
        options={EXTENTS}
        onValueChange={(extent) => change({ extent: extent === "everything" ? "everything" : "selected" }, "endpoints")}
      />
      {draft.extent === "everything" ? (
        <Alert tone="warn">
          Whoever holds this key may make every call of {api.name} that its permissions allow, and calls that do not exist yet. Tick single
          calls instead wherever you can.
        </Alert>
      ) : (
        <>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setCalls(callsOf(api).map(({ method, path }) => `${method} ${path}`))}>Tick all</Button>
            <Button onClick={() => setCalls([])} disabled={draft.calls.length === 0}>
              Clear
            </Button>
          </div>
          <EndpointGrid api={api} calls={draft.calls} onCallsChange={setCalls} />
        </>
      )}
    </FieldGroup>
  );
}
