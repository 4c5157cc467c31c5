// Tries a request against a key that is not saved yet: the checks that it would meet, each with its outcome.
"use client";
import { type KeyboardEvent, useState } from "react";
import { StepList } from "@/components/tester/step-list";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { reasonTitle } from "@/lib/core/denials/reason-words";
import type { FormApi } from "@/lib/core/keys/form-api";
import type { FormTenant } from "@/lib/core/keys/key-draft";
import { type SimulatedKey, type SimulatedRequest, type Simulation, simulateRequest } from "@/lib/core/keys/simulate-request";

export interface RequestSimulatorProps {
  readonly api: FormApi;
  /** null = nothing is chosen yet. */
  readonly simulated: SimulatedKey | null;
  readonly tenants: readonly FormTenant[];
  readonly nowMs: number;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((method) => ({ value: method, label: method }));

/** Judged anew with every change of the form, once it was asked for. Its fields are no part of the form: Enter tests and sends nothing. */
export function RequestSimulator({ api, simulated, tenants, nowMs }: RequestSimulatorProps) {
  const [request, setRequest] = useState<SimulatedRequest>(() => ({ ...firstCall(api), address: "", tenantId: null }));
  const [isAsked, setAsked] = useState(false);
  const change = (part: Partial<SimulatedRequest>) => setRequest((before) => ({ ...before, ...part }));
  const result = isAsked && simulated !== null ? simulateRequest(api, simulated, request, nowMs) : null;
  const problemOf = (field: string) => (result?.kind === "unreadable" && result.field === field ? result.message : null);
  const testOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    setAsked(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in one of its fields presses its button, as in a form of its own.
    <div onKeyDown={testOnEnter} className="flex min-w-0 flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <SelectField
          name="trial.method"
          label="Method"
          value={request.method}
          options={METHODS}
          onValueChange={(method) => change({ method })}
        />
        <TextField
          name="trial.path"
          label="Path"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="[&_input]:font-mono [&_input]:text-sm"
          value={request.path}
          onValueChange={(path) => change({ path })}
          problem={problemOf("path")}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="trial.address"
          label="From the address (optional)"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={request.address}
          onValueChange={(address) => change({ address })}
          problem={problemOf("address")}
        />
        {api.namesTenants && tenants.length > 1 && (
          <SelectField
            name="trial.tenantId"
            label="For the tenant (optional)"
            value={request.tenantId ?? ""}
            options={[{ value: "", label: "Named by no header" }, ...tenants.map(({ id, name }) => ({ value: id, label: name }))]}
            onValueChange={(tenantId) => change({ tenantId: tenantId === "" ? null : tenantId })}
          />
        )}
      </div>
      <Button onClick={() => setAsked(true)} disabled={simulated === null} className="self-start">
        Test this request
      </Button>
      <div aria-live="polite">
        {simulated === null && <p className="text-ink-soft text-sm">Tick the calls that the key may make, or every endpoint, then test.</p>}
        {result !== null && <Result result={result} />}
      </div>
    </div>
  );
}

function Result({ result }: { readonly result: Simulation }) {
  if (result.kind === "unreadable") return <p className="font-medium text-bad text-sm">This request is none that an API would read.</p>;
  const { code, endpoint, steps } = result;
  return (
    <div className="flex flex-col gap-2">
      <p className={code === null ? "font-medium text-good" : "font-medium text-bad"}>
        {code === null ? "It would pass, while the rate limits have room." : `It would be refused: ${reasonTitle(code)}.`}
      </p>
      {endpoint !== null && (
        <p className="break-all text-ink-soft text-sm">
          Judged as <span className="font-mono text-[0.8125rem]">{endpoint}</span>
        </p>
      )}
      <StepList steps={steps} />
    </div>
  );
}

function firstCall({ endpoints }: FormApi): Pick<SimulatedRequest, "method" | "path"> {
  const [first] = endpoints;
  return { method: first?.methods[0] ?? "GET", path: first?.path ?? "/" };
}
