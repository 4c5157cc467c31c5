// What the console learns of its own process about usage: room in the windows, the limiter's state, single requests.

import type { RequestExplanation } from "@/lib/core/explanation/explanation";
import { accountOf } from "@/lib/core/key-record";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { KeyHeadroomView } from "@/lib/core/schemas/usage-view";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { outcomeOf } from "@/lib/core/usage/tally";
import { claimsOf } from "@/lib/core/windows/claims-of";
import { explainRequest } from "@/lib/gate/explain/explain-request";
import type { GateWorld } from "@/lib/gate/gate-world";
import { findLaterChange } from "@/lib/manage/apis/find-later-change";
import { showKey } from "@/lib/manage/keys/find-key";
import { findDecision } from "@/lib/manage/usage/find-decision";
import type { World } from "@/lib/manage/world";
import type { GatePorts } from "@/lib/ports/gate-ports";
import type { LiveCatalogue } from "@/lib/runtime/live-catalogue";
import type { Usage } from "@/lib/runtime/open-usage";

/** Part of what a process publishes for its console. */
export interface ConsoleUsage {
  /** The windows and quotas of a key as they stand, nothing taken; null = the limiter cannot be asked now. */
  readonly headroomOf: (key: Pick<KeyView, "id" | "api" | "plan" | "tenantId" | "createdBy">) => Promise<KeyHeadroomView | null>;
  /** `degraded`: the shared limiter does not answer, and its outage policy decides. */
  readonly limiterState: () => "ok" | "degraded";
  /**
   * For members who may explain requests, none of whom is confined. Explains the request with that id: of a known key, or, where those are searched too, refused by this process without one.
   * null = nothing is known of it.
   */
  readonly explainRequest: (requestId: string, search: { readonly withKeyless: boolean }) => Promise<RequestExplanation | null>;
}

/** What it is learned from. */
export interface ConsoleUsageSources
  extends Pick<ConsoleUsage, "limiterState">,
    Pick<World, "prisma" | "nowMs">,
    Pick<GateWorld, "supportUrl"> {
  readonly ports: Pick<GatePorts, "limiter" | "clock">;
  readonly catalogue: Pick<LiveCatalogue, "find" | "current">;
  readonly counting: Pick<Usage, "settle" | "findRefusal">;
}

/** The usage of an open process. */
export function openConsoleUsage(sources: ConsoleUsageSources): ConsoleUsage {
  return {
    limiterState: sources.limiterState,
    headroomOf: (key) => readHeadroom(key, sources),
    explainRequest: (requestId, { withKeyless }) => explain(requestId, withKeyless, sources),
  };
}

async function explain(requestId: string, withKeyless: boolean, sources: ConsoleUsageSources): Promise<RequestExplanation | null> {
  await sources.counting.settle();
  // The book of refusals is read line by line, so the database is asked first.
  const request = (await findDecision(sources, requestId)) ?? (withKeyless ? await findRefusal(requestId, sources) : null);
  if (request === null) return null;
  const api = request.api === null ? null : sources.catalogue.find(request.api);
  const key = request.publicId === null ? null : await showKey(sources, EVERYTHING, request.publicId);
  const changedSince = api === null ? null : await findLaterChange(sources, api.id, request.atMs);
  return explainRequest({ request, api, key, changedSince }, sources);
}

async function readHeadroom(
  { id, api: slug, plan: planName, tenantId, createdBy }: Pick<KeyView, "id" | "api" | "plan" | "tenantId" | "createdBy">,
  { catalogue, ports: { limiter, clock } }: ConsoleUsageSources,
): Promise<KeyHeadroomView | null> {
  const api = catalogue.find(slug);
  const plan = api?.plans[planName];
  if (api === null || plan === undefined) return [];
  const claims = claimsOf(api, { id, tenantId, accountId: accountOf(createdBy) }, plan);
  if (claims.length === 0) return [];
  try {
    return (await limiter.peek(claims, 1, clock.nowMs())).states;
  } catch {
    // An outage of the limiter is reported where requests meet it; the page is shown all the same.
    return null;
  }
}

async function findRefusal(requestId: string, { counting, catalogue }: ConsoleUsageSources): Promise<FoundRequest | null> {
  const refusal = await counting.findRefusal(requestId);
  if (refusal === null) return null;
  const api = catalogue.current().apis.find(({ id }) => id === refusal.apiId)?.slug ?? null;
  const { atMs, reason, status, range, told } = refusal;
  const [endpoint, method] = [refusal.endpoint || null, refusal.method || null];
  return { requestId, atMs, api, outcome: outcomeOf(reason), reason, endpoint, method, publicId: null, status, range, told };
}
