// Our windows as an algorithm of @upstash/ratelimit: one evaluation takes every claim of a call.
import type { Algorithm, RatelimitConfig } from "@upstash/ratelimit";
import { z } from "zod";
import { readVerdict, type WindowsCall, windowsCall } from "@/lib/adapters/redis/windows-call";
import type { Claim, Verdict, WindowState } from "@/lib/core/windows/claim";

/** Runs the windows script on that call. */
export type RunScript = (call: WindowsCall) => Promise<unknown>;

type WindowsAlgorithm = RatelimitConfig["limiter"];
type Response = Awaited<ReturnType<ReturnType<Algorithm<never>>["limit"]>>;

/** A call as the one word that the library passes through to its algorithm. */
export interface Identifier {
  readonly claims: readonly Claim[];
  readonly cost: number;
  /** The time to count by; null = the server's own. */
  readonly nowMs: number | null;
}

const identifierText = z.object({
  claims: z.array(
    z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("sliding"),
        subject: z.string(),
        limit: z.number(),
        periodSeconds: z.number(),
        sharedBy: z.enum(["account", "tenant", "api"]).optional(),
      }),
      z.object({ kind: z.literal("calendar"), subject: z.string(), limit: z.number(), period: z.enum(["day", "month", "total"]) }),
    ]),
  ),
  cost: z.number(),
  nowMs: z.number().nullable(),
});

/** The identifier that carries a call. */
export function identifierOf(call: Identifier): string {
  return JSON.stringify(call);
}

/**
 * For `new Ratelimit({ limiter })`. The type of an algorithm knows one identifier and one window: so the identifier carries all claims and the
 * cost, the library's own fields tell the tightest window, and the whole verdict stands beside them (`verdictIn`).
 */
export function windowsAlgorithm(run: RunScript): WindowsAlgorithm {
  const ask = async (mode: "take" | "peek", prefix: string, key: string) => {
    // The library puts its prefix and a colon before what it was given.
    const { claims, cost, nowMs } = identifierText.parse(JSON.parse(key.slice(prefix.length + 1)));
    const verdict = readVerdict(claims, await run(windowsCall(`${prefix}:`, mode, claims, cost, nowMs)));
    const { limit, remaining, resetSeconds } = tightest(verdict.states);
    // Epoch milliseconds, as the library has them; nothing of ours reads them.
    const reset = (nowMs ?? Date.now()) + resetSeconds * 1000;
    return { verdict, success: verdict.admitted, limit, remaining, reset };
  };
  return () => ({
    limit: async (context, key) => ({ ...(await ask("take", context.prefix, key)), pending: Promise.resolve() }),
    getRemaining: (context, key) => ask("peek", context.prefix, key),
    resetTokens: () => Promise.reject(new Error("windows are never given back")),
  });
}

/**
 * The verdict in the library's answer. Throws where there is none: its time-out admits without having counted, which is an outage and no
 * admission.
 */
export function verdictIn(response: Partial<Response>): Verdict {
  if ("verdict" in response) return response.verdict as Verdict;
  throw new Error(response.reason === "timeout" ? "Upstash did not answer in time" : "Upstash answered without a verdict");
}

function tightest(states: readonly WindowState[]): Pick<WindowState, "limit" | "remaining" | "resetSeconds"> {
  const [first = { limit: 0, remaining: 0, resetSeconds: 0 }, ...others] = states;
  return others.reduce((least, state) => (state.remaining < least.remaining ? state : least), first);
}
