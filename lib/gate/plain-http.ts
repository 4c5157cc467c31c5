// Whether a request over plain HTTP is refused for that alone.
import type { Attempt } from "@/lib/core/decision";
import type { Decider } from "./decider";

/** Whether the transport alone is reason to refuse the request: it is plain HTTP, and that is not allowed there. */
export function refusesPlainHttp(attempt: Pick<Attempt, "api" | "scheme" | "isLocal">, decider: Pick<Decider, "requireHttps">): boolean {
  if (attempt.scheme !== "http") return false;
  if (decider.requireHttps === "on") return true;
  return !attempt.isLocal && (decider.requireHttps === "auto" || attempt.api.dialect.httpsOnly);
}
