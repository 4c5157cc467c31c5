// Example facts for each denial, in the form in which the gate gives them, for showing people an answer before they meet it.
import { PATH_FAULTS } from "@/lib/core/canonical-path";
import type { Api, Quota, Window } from "@/lib/core/catalogue";
import type { DenialCode, DenialFacts } from "@/lib/core/denials/denial";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { allowedMethods } from "@/lib/core/grants/permits";
import { type WindowState, windowName } from "@/lib/core/windows/claim";

/** What the examples are about. */
export interface ExampleSubject {
  readonly method: string;
  readonly path: string;
  readonly allow: string;
  readonly permission: string;
  readonly window: Window;
  readonly quota: Quota;
}

/** A subject for people who have no API before them. */
export const MADE_UP_SUBJECT: ExampleSubject = {
  method: "GET",
  path: "/v1/reports",
  allow: "GET, HEAD",
  permission: "write",
  window: { limit: 100, seconds: 60 },
  quota: { limit: 100_000, period: "month" },
};

/** The first endpoint, window and quota that an API has; the made-up ones where it has none. */
export function subjectOf(api: Pick<Api, "endpoints" | "plans">): ExampleSubject {
  const plans = Object.values(api.plans);
  const window = plans.flatMap((plan) => plan.windows)[0] ?? MADE_UP_SUBJECT.window;
  const quota = plans.find((plan) => plan.quota !== null)?.quota ?? MADE_UP_SUBJECT.quota;
  const endpoint = api.endpoints.find(({ permission }) => permission !== null) ?? api.endpoints[0];
  const template = endpoint === undefined ? null : indexEndpoints(api.endpoints).find(endpoint.path);
  return {
    method: endpoint?.methods[0] ?? MADE_UP_SUBJECT.method,
    path: endpoint?.path ?? MADE_UP_SUBJECT.path,
    allow: template === null ? MADE_UP_SUBJECT.allow : allowedMethods(template),
    permission: endpoint?.permission ?? MADE_UP_SUBJECT.permission,
    window,
    quota,
  };
}

const KEY_ID = "key_1234567890";
const EXPIRED_AT = "2024-01-01T00:00:00Z";
const GRANTED = ["other"];
const WINDOW_WAIT_SECONDS = 17;
const QUOTA_WAIT_SECONDS = 86_400;

const someKey = (): DenialFacts => ({ keyId: KEY_ID });
const target = ({ method, path }: ExampleSubject) => `${method} ${path}`;

/** Denials without an entry have no facts. */
const FACTS: Readonly<Partial<Record<DenialCode, (subject: ExampleSubject) => DenialFacts>>> = {
  bad_request: () => ({ detail: PATH_FAULTS.dot_segment }),
  malformed: someKey,
  extra_spaces: someKey,
  wrong_prefix: someKey,
  wrong_format: someKey,
  bad_checksum: someKey,
  unknown: someKey,
  revoked: someKey,
  paused: someKey,
  expired: () => ({ keyId: KEY_ID, expiredAt: EXPIRED_AT }),
  address_not_allowed: () => ({ required: "an allowed address", granted: GRANTED }),
  wrong_tenant: () => ({ required: "another tenant", granted: GRANTED }),
  method_not_allowed: ({ allow }) => ({ allow }),
  missing_permission: ({ permission }) => ({ required: permission, granted: GRANTED }),
  endpoint_not_granted: (subject) => ({ required: target(subject), granted: GRANTED }),
  plan_restricted: (subject) => ({ required: target(subject), granted: GRANTED }),
  cost_above_limit: ({ window }) => ({ required: `a plan for ${window.limit + 1} units`, granted: GRANTED }),
  rate_limited: ({ window }) => ({ limit: window.limit, window: windowName(window.seconds), retryAfter: WINDOW_WAIT_SECONDS }),
  quota_exceeded: ({ quota }) => ({
    limit: quota.limit,
    window: quota.period,
    // A budget for life never begins anew.
    ...(quota.period === "total" ? {} : { retryAfter: QUOTA_WAIT_SECONDS }),
  }),
  too_many_failures: () => ({ limit: 300, window: "minute", retryAfter: WINDOW_WAIT_SECONDS }),
  unavailable: () => ({ retryAfter: 1 }),
};

/** The facts of an example. */
export function exampleFacts(code: DenialCode, subject: ExampleSubject): DenialFacts {
  return FACTS[code]?.(subject) ?? {};
}

const PERIOD_SECONDS: Readonly<Record<Quota["period"], number>> = { day: 86_400, month: 2_592_000, total: 0 };

/** The windows that the gate would report beside the refusal. */
export function exampleWindows(code: DenialCode, { window, quota }: ExampleSubject): readonly WindowState[] {
  if (code === "rate_limited") {
    const name = windowName(window.seconds);
    return [{ name, limit: window.limit, remaining: 0, windowSeconds: window.seconds, resetSeconds: WINDOW_WAIT_SECONDS }];
  }
  if (code !== "quota_exceeded") return [];
  const windowSeconds = PERIOD_SECONDS[quota.period];
  const resetSeconds = quota.period === "total" ? 0 : QUOTA_WAIT_SECONDS;
  return [{ name: `quota-${quota.period}`, limit: quota.limit, remaining: 0, windowSeconds, resetSeconds }];
}
