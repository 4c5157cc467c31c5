// Judges a request of a key that is not saved yet, by the checks that requests meet.
import { assess } from "@/lib/core/assess";
import { judgePath, PATH_FAULTS } from "@/lib/core/canonical-path";
import type { DenialCode } from "@/lib/core/denials/denial";
import { type CheckedStep, checkedSteps, type StepId } from "@/lib/core/diagnosis/checks";
import { parseAddress } from "@/lib/core/grants/addresses";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import type { Grant } from "@/lib/core/grants/reach";
import type { KeyRecord } from "@/lib/core/key-record";
import type { FormApi } from "./form-api";

/** The key as it would be. */
export interface SimulatedKey extends Grant {
  readonly plan: string;
  readonly tenantId: string | null;
  readonly ipAllowList: readonly string[];
  /** null = never. */
  readonly expiresAtMs: number | null;
  readonly isPaused: boolean;
}

/** The request to try. */
export interface SimulatedRequest {
  readonly method: string;
  /** A path, perhaps with a query. */
  readonly path: string;
  /** "" = not said. */
  readonly address: string;
  /** The tenant that it names; null = none. */
  readonly tenantId: string | null;
}

/** How the request would fare; `unreadable`: it is none, and why. */
export type Simulation =
  | { readonly kind: "unreadable"; readonly field: "path" | "address"; readonly message: string }
  | {
      readonly kind: "judged";
      /** null = it would pass, as far as the rate limits have room. */
      readonly code: DenialCode | null;
      /** Method and template; null = no endpoint matches. */
      readonly endpoint: string | null;
      readonly steps: readonly CheckedStep[];
    };

/** What depends on the key, in the order of the checks. The others depend on how the request is sent. */
const JUDGED: readonly StepId[] = ["paused", "expired", "address", "tenant", "endpoint", "permission", "grant", "plan"];

/** The verdict over that request. Nothing is spent or counted: the limits are not asked. */
export function simulateRequest(api: FormApi, key: SimulatedKey, request: SimulatedRequest, nowMs: number): Simulation {
  const path = request.path.trim().split(/[?#]/, 1)[0] ?? "";
  const fault = judgePath(path, { allowEncodedSlash: api.allowsEncodedSlash });
  if (fault !== null) return { kind: "unreadable", field: "path", message: PATH_FAULTS[fault] };
  const address = request.address.trim();
  if (address !== "" && parseAddress(address) === null) {
    return { kind: "unreadable", field: "address", message: "This is no address such as 192.0.2.7 or 2001:db8::1." };
  }
  const index = indexEndpoints(api.endpoints);
  const template = index.hasEndpoints ? index.find(path) : null;
  const denial = assess({
    record: recordOf(key),
    api: { dialect: { openingPermission: api.openingPermission } },
    plan: planOf(api, key.plan),
    peer: address === "" ? null : address,
    tenantId: request.tenantId,
    target: index.hasEndpoints ? { template, method: request.method } : null,
    nowMs,
  });
  const code = denial?.code ?? null;
  const steps = checkedSteps(code, unasked(key, request, api)).filter(({ id }) => JUDGED.includes(id));
  return { kind: "judged", code, endpoint: template === null ? null : `${request.method} ${template.template}`, steps };
}

/** Checks that have nothing to look at. */
function unasked(key: SimulatedKey, request: SimulatedRequest, api: FormApi): ReadonlySet<StepId> {
  const steps: [StepId, boolean][] = [
    ["address", key.ipAllowList.length === 0],
    ["tenant", key.tenantId === null || request.tenantId === null],
    ["endpoint", api.endpoints.length === 0],
    ["permission", api.endpoints.length === 0],
    ["grant", api.endpoints.length === 0],
  ];
  return new Set(steps.filter(([, isUnasked]) => isUnasked).map(([id]) => id));
}

function planOf(api: FormApi, name: string) {
  const endpoints = api.plans.find((plan) => plan.name === name)?.endpoints ?? null;
  return { name, windows: [], quota: null, allowTokens: true, endpoints };
}

function recordOf({ plan, tenantId, permissions, endpoints, ipAllowList, expiresAtMs, isPaused }: SimulatedKey): KeyRecord {
  return {
    kind: "key",
    id: "",
    publicId: null,
    apiId: "",
    planName: plan,
    tenantId,
    accountId: null,
    name: "",
    permissions,
    endpoints,
    ipAllowList,
    metadata: {},
    keyManager: false,
    expiresAtMs,
    pausedAtMs: isPaused ? 0 : null,
    revokedAtMs: null,
    version: null,
  };
}
