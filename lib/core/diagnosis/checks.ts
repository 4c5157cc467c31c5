// The checks that a request meets, in their fixed order, and which of them each refusal belongs to.
import type { DenialCode } from "@/lib/core/denials/denial";

/** A step of the decision, as people are told of it. */
interface Step {
  readonly id: string;
  readonly title: string;
}

const STEPS = [
  { id: "request", title: "The request itself can be read and served" },
  { id: "transport", title: "It comes over HTTPS where that is demanded" },
  { id: "credential", title: "It carries exactly one credential, where this API reads it" },
  { id: "format", title: "The credential has the right format" },
  { id: "known", title: "It is known here" },
  { id: "ready", title: "Keyfuse can decide and count at that moment" },
  { id: "revoked", title: "It is not revoked" },
  { id: "paused", title: "It is not paused" },
  { id: "expired", title: "It has not expired" },
  { id: "failures", title: "Where one of those fails: its address has not failed too often" },
  { id: "address", title: "It comes from an allowed address" },
  { id: "tenant", title: "It names no other tenant" },
  { id: "endpoint", title: "The endpoint exists and takes the method" },
  { id: "permission", title: "The key has the permission that the endpoint needs" },
  { id: "grant", title: "The key opens this endpoint" },
  { id: "plan", title: "The plan includes it" },
  { id: "windows", title: "The rate limits have room" },
  { id: "quota", title: "The quota has room" },
  { id: "answer", title: "The API behind it answers" },
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]["id"];

/**
 * How a request fared at a step. `skipped`: it does not apply, or what is needed to judge it is not said. `unsure`: it was made, and what
 * came of it is not known.
 */
export type StepState = "passed" | "failed" | "skipped" | "unsure" | "not-reached";

export interface CheckedStep {
  readonly id: StepId;
  readonly title: string;
  readonly state: StepState;
}

/** The step at which each refusal is made. */
const STEP_OF: Readonly<Record<DenialCode, StepId>> = {
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
  too_many_failures: "failures",
  body_too_large: "request",
  upstream_unreachable: "answer",
  unavailable: "ready",
  upstream_timeout: "answer",
  not_implemented: "request",
};

/** One of these failed where an address failed too often: which, its client was not told. */
const FAILURES: ReadonlySet<StepId> = new Set(["credential", "format", "known", "revoked", "paused", "expired"]);
const NONE: ReadonlySet<StepId> = new Set();

/** Every step with how the request fared: those before the refusal passed, those after it were not reached. */
export function checkedSteps(code: DenialCode | null, skipped: ReadonlySet<StepId>, unsure = NONE): CheckedStep[] {
  const failing = code === null ? null : STEP_OF[code];
  const end = failing === null ? STEPS.length : STEPS.findIndex(({ id }) => id === failing);
  const isUnsure = (id: StepId) => unsure.has(id) || (failing === "failures" && FAILURES.has(id));
  return STEPS.map(({ id, title }, index) => {
    if (index > end) return { id, title, state: "not-reached" };
    if (index === end) return { id, title, state: "failed" };
    if (isUnsure(id)) return { id, title, state: "unsure" };
    return { id, title, state: skipped.has(id) || id === "failures" ? "skipped" : "passed" };
  });
}

/** The step that refuses so, in the words of the list. */
export function decidingStep(code: DenialCode): string {
  return STEPS.find(({ id }) => id === STEP_OF[code])?.title ?? "";
}
