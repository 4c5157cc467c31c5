// The checks that a request meets, in their fixed order, and which of them each refusal belongs to.
import type { DenialCode } from "@/lib/core/denials/denial";

/** A step of the decision, as people are told of it. */
interface Step {
  readonly id: string;
  readonly title: string;
}

const STEPS = [
  { id: "request", title: "The request itself is well-formed" },
  { id: "transport", title: "It comes over HTTPS where that is demanded" },
  { id: "credential", title: "It carries exactly one credential, where this API reads it" },
  { id: "format", title: "The credential has the right format" },
  { id: "known", title: "It is known here" },
  { id: "revoked", title: "It is not revoked" },
  { id: "paused", title: "It is not paused" },
  { id: "expired", title: "It has not expired" },
  { id: "address", title: "It comes from an allowed address" },
  { id: "tenant", title: "It names no other tenant" },
  { id: "endpoint", title: "The endpoint exists and takes the method" },
  { id: "permission", title: "The key has the permission that the endpoint needs" },
  { id: "grant", title: "The key opens this endpoint" },
  { id: "plan", title: "The plan includes it" },
  { id: "windows", title: "The rate limits have room" },
  { id: "quota", title: "The quota has room" },
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]["id"];

/** How a request fared at a step. `skipped`: it does not apply, or the paste does not say what is needed to judge it. */
export type StepState = "passed" | "failed" | "skipped" | "not-reached";

export interface CheckedStep {
  readonly id: StepId;
  readonly title: string;
  readonly state: StepState;
}

/** The step at which each refusal is made; null = after the decision, where no key is at fault. */
const STEP_OF: Readonly<Record<DenialCode, StepId | null>> = {
  bad_request: "request",
  https_required: "transport",
  several: "credential",
  missing: "credential",
  malformed: "credential",
  extra_spaces: "credential",
  wrong_prefix: "format",
  wrong_format: "format",
  bad_checksum: "format",
  unknown: "known",
  invalid_token: "known",
  revoked: "revoked",
  paused: "paused",
  expired: "expired",
  address_not_allowed: "address",
  unknown_tenant: "tenant",
  wrong_tenant: "tenant",
  not_found: "endpoint",
  method_not_allowed: "endpoint",
  missing_permission: "permission",
  endpoint_not_granted: "grant",
  plan_restricted: "plan",
  cost_above_limit: "plan",
  rate_limited: "windows",
  quota_exceeded: "quota",
  too_many_failures: null,
  body_too_large: null,
  upstream_unreachable: null,
  unavailable: null,
  upstream_timeout: null,
  not_implemented: null,
};

/** Every step with how the request fared: those before the refusal passed, those after it were not reached. */
export function checkedSteps(code: DenialCode | null, skipped: ReadonlySet<StepId>): CheckedStep[] {
  const failing = code === null ? null : STEP_OF[code];
  const end = failing === null ? STEPS.length : STEPS.findIndex(({ id }) => id === failing);
  return STEPS.map(({ id, title }, index) => ({ id, title, state: stateOf(index, end, skipped.has(id)) }));
}

function stateOf(index: number, end: number, isSkipped: boolean): StepState {
  if (index > end) return "not-reached";
  if (index === end) return "failed";
  return isSkipped ? "skipped" : "passed";
}
