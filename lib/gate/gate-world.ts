// What the gate's entrances share: the decider, the catalogue and the way to the upstreams. Built once by the runtime.
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { type Answer, type HeaderLine, headerValue, type RawRequest } from "@/lib/core/http";
import type { WindowState } from "@/lib/core/windows/claim";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import type { Decider } from "@/lib/gate/decider";

/** Built once per process by the runtime. */
export interface GateWorld {
  readonly decider: Decider;
  /** Every API, the built-in ones included. */
  readonly apis: () => readonly Api[];
  readonly findApi: (slug: string) => Api | null;
  /** Named in 403 messages when the operator set one. */
  readonly supportUrl: string | null;
  /** A fault that answered 5xx, for the log; `requestId` is all the client was told. */
  readonly reportFault: (requestId: string, fault: unknown) => void;
}

/** The built-in API under `/api`. */
export function managementApi(world: GateWorld): Api {
  const api = world.findApi(MANAGEMENT_SLUG);
  if (api === null) throw new Error("The built-in management API is missing from the catalogue.");
  return api;
}

/** The dialect's answer for a refusal on this API, rate headers included. */
export function refuse(
  { supportUrl }: Pick<GateWorld, "supportUrl">,
  api: Api,
  requestId: string,
  refusal: Denial,
  limit: readonly WindowState[] = [],
): Answer {
  const answer = renderDenial(refusal, api.dialect, { requestId, apiSlug: api.slug, supportUrl });
  return limit.length === 0 ? answer : withHeaders(answer, rateHeaders(limit));
}

/** The same answer with more header lines. */
export function withHeaders(answer: Answer, lines: readonly HeaderLine[]): Answer {
  return lines.length === 0 ? answer : { ...answer, headers: [...answer.headers, ...lines] };
}

/** The tenant a request names in its dialect's header; null = none or empty. */
export function namedTenant(request: RawRequest, tenantHeader: string | null): string | null {
  const value = tenantHeader === null ? null : headerValue(request.headers, tenantHeader.toLowerCase());
  return value === null || value === "" ? null : value;
}
