// Decides about a pasted request as the gate would, without leaving a trace: nothing is spent, counted or remembered.
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { type Decision, deniedBy } from "@/lib/core/decision";
import type { Denial } from "@/lib/core/denials/denial";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { type HeaderLine, headerValue } from "@/lib/core/http";
import type { KeyRecord } from "@/lib/core/key-record";
import { isOpenPlace } from "@/lib/core/open-roots";
import { judgeHead } from "@/lib/core/request-guard";
import { authenticate } from "@/lib/gate/authenticate";
import type { Decider } from "@/lib/gate/decider";
import { credentialLines, needsNoKey } from "@/lib/gate/management/credential-lines";
import { findOperation, judgeAccess, judgeOpenPlace } from "@/lib/gate/management/find-operation";
import { UNCOUNTED } from "@/lib/ports/uncounted";
import type { DiagnosisWorld } from "./diagnosis-world";
import type { Place } from "./place";

/** A decision and what was seen on the way. */
export interface Decided {
  readonly decision: Decision | { readonly outcome: "open" };
  /** The key that was found; null = none. */
  readonly record: KeyRecord | null;
}

const NO_ENDPOINTS = indexEndpoints([]);

/**
 * The decision that the request would get now. `authenticate` itself makes it, over ports that look and do not touch: windows are
 * peeked at, and failures of whoever tests are not held against their address. Rejects when a store cannot be asked.
 */
export async function decide(place: Place, lines: readonly HeaderLine[], peer: string, world: DiagnosisWorld): Promise<Decided> {
  const flaw = judgeLines(place, lines);
  if (flaw !== null) return { decision: deniedBy(flaw), record: null };
  const { api, call, scheme, isLocal } = place;
  const operation = api.slug === MANAGEMENT_SLUG && call !== null ? operationOf(call, place, world) : null;
  const presented = { api, method: call?.method ?? "GET", path: call?.path ?? "/", headers: lines, hasRawCase: true };
  if (operation !== null && needsNoKey(operation, presented)) return { decision: { outcome: "open" }, record: null };
  if (isOpenPlace({ api, path: presented.path })) {
    return { decision: deniedBy(judgeOpenPlace(presented.path, world.decider.endpointsOf(api))), record: null };
  }
  const found: { record: KeyRecord | null } = { record: null };
  const attempt = {
    requestId: "",
    api,
    method: presented.method,
    path: presented.path,
    tenantId: tenantOf(place, lines),
    headers: credentialLines(operation, presented),
    peer,
    scheme,
    isLocal,
    hasRawCase: true,
  };
  const decision = await authenticate(attempt, lookingDecider(place, world.decider, found));
  if (decision.outcome === "deny" || operation === null) return { decision, record: found.record };
  const barred = judgeAccess(operation, decision.caller);
  return { decision: barred === null ? decision : { ...deniedBy(barred), limit: decision.limit }, record: found.record };
}

function lookingDecider({ call }: Place, decider: Decider, found: { record: KeyRecord | null }): Decider {
  const { ports } = decider;
  return {
    ...decider,
    endpointsOf: call === null ? () => NO_ENDPOINTS : decider.endpointsOf,
    failuresPerMinute: 0,
    ports: {
      ...ports,
      uses: { note: () => {} },
      ...UNCOUNTED,
      limiter: { ...ports.limiter, take: (claims, cost, nowMs) => ports.limiter.peek(claims, cost, nowMs) },
      keys: {
        find: async (apiId, fingerprint) => {
          found.record = await ports.keys.find(apiId, fingerprint);
          return found.record;
        },
      },
    },
  };
}

/** What the front door refuses by the look of a request; a credential alone has no such look. */
function judgeLines({ api, call }: Place, lines: readonly HeaderLine[]): Denial | null {
  const { method, target, path } = call ?? { method: "GET", target: "/", path: "/" };
  return judgeHead({ method, target, headers: lines }, { api, path });
}

function operationOf({ method, path }: NonNullable<Place["call"]>, { api }: Place, world: DiagnosisWorld) {
  return findOperation(method, path, world.decider.endpointsOf(api), world.operations);
}

/** The management API judges tenants later, in each operation. */
function tenantOf({ api }: Place, lines: readonly HeaderLine[]): string | null {
  const { tenantHeader } = api.dialect;
  if (tenantHeader === null || api.slug === MANAGEMENT_SLUG) return null;
  return headerValue(lines, tenantHeader.toLowerCase()) || null;
}
