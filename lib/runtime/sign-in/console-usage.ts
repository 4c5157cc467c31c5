// What the console learns of its own process about usage: room in the windows, the limiter's state, single requests.
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { KeyHeadroomView } from "@/lib/core/schemas/usage-view";
import { outcomeOf } from "@/lib/core/usage/tally";
import { claimsOf } from "@/lib/core/windows/claims-of";
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
  /** What is known of the request with that id: of a known key, or refused by this process without one. null = nothing. */
  readonly findRequest: (requestId: string) => Promise<FoundRequest | null>;
}

/** What it is learned from. */
export interface ConsoleUsageSources extends Pick<ConsoleUsage, "limiterState">, Pick<World, "prisma"> {
  readonly ports: Pick<GatePorts, "limiter" | "clock">;
  readonly catalogue: Pick<LiveCatalogue, "find" | "current">;
  readonly counting: Pick<Usage, "settle" | "findRefusal">;
}

/** The usage of an open process. */
export function openConsoleUsage(sources: ConsoleUsageSources): ConsoleUsage {
  return {
    limiterState: sources.limiterState,
    headroomOf: (key) => readHeadroom(key, sources),
    findRequest: async (requestId) => {
      await sources.counting.settle();
      // The book of refusals is read line by line, so the database is asked first.
      return (await findDecision(sources, requestId)) ?? findRefusal(requestId, sources);
    },
  };
}

async function readHeadroom(
  { id, api: slug, plan: planName }: Pick<KeyView, "id" | "api" | "plan" | "tenantId" | "createdBy">,
  { catalogue, ports: { limiter, clock } }: ConsoleUsageSources,
): Promise<KeyHeadroomView | null> {
  const api = catalogue.find(slug);
  const plan = api?.plans[planName];
  if (api === null || plan === undefined) return [];
  const claims = claimsOf(api.id, id, plan);
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
  const outcome = outcomeOf(refusal.reason);
  return { requestId, atMs: refusal.atMs, api, outcome, reason: refusal.reason, endpoint: null, method: null, publicId: null };
}
