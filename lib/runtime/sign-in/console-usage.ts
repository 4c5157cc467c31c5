// What the console learns of its own process about usage: counts that are still on their way, room in the windows, single requests.
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { KeyHeadroomView } from "@/lib/core/schemas/usage-view";
import { claimsOf } from "@/lib/core/windows/claims-of";
import type { GatePorts } from "@/lib/ports/gate-ports";
import type { LiveCatalogue } from "@/lib/runtime/live-catalogue";

/** Part of what a process publishes for its console. */
export interface ConsoleUsage {
  /** Once it resolves, everything that this instance counted before stands in the database. */
  readonly settle: () => Promise<void>;
  /** The windows and quotas of a key as they stand, nothing taken; null = the limiter cannot be asked now. */
  readonly headroomOf: (key: Pick<KeyView, "id" | "api" | "plan">) => Promise<KeyHeadroomView | null>;
  /** `degraded`: the shared limiter does not answer, and its outage policy decides. */
  readonly limiterState: () => "ok" | "degraded";
  /** What is known of the request with that id; null = nothing. */
  readonly findRequest: (requestId: string) => Promise<FoundRequest | null>;
}

/** The usage of an open process. */
export function openConsoleUsage(
  { limiter, clock }: Pick<GatePorts, "limiter" | "clock">,
  catalogue: Pick<LiveCatalogue, "find">,
  sources: Omit<ConsoleUsage, "headroomOf">,
): ConsoleUsage {
  return {
    ...sources,
    headroomOf: async ({ id, api: slug, plan: planName }) => {
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
    },
  };
}
