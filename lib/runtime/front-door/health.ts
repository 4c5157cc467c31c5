// Liveness and readiness, for operators and their load balancers.
import { type Answer, jsonAnswer } from "@/lib/core/http";
import type { Reception } from "./reception";

const READY_WITHIN_MS = 2_000;

/**
 * The answer to `/healthz` (the process answers) or `/readyz` (`isReady` says yes within 2 s), or null for another path. A probe may
 * come under any host; on an API's own host these paths are the API's.
 */
export function answerHealth(reception: Reception, method: string, isReady: () => Promise<boolean>): Answer | Promise<Answer> | null {
  const { kind, path } = reception.route;
  if (kind === "api" || (path !== "/healthz" && path !== "/readyz")) return null;
  if (method !== "GET" && method !== "HEAD") {
    return jsonAnswer(405, { error: { code: "method_not_allowed", message: "Allowed: GET, HEAD." } }, [["allow", "GET, HEAD"]]);
  }
  if (path === "/healthz") return jsonAnswer(200, { status: "ok" });
  return within(isReady, READY_WITHIN_MS).then((ready) =>
    ready ? jsonAnswer(200, { status: "ready" }) : jsonAnswer(503, { status: "unavailable" }, [["retry-after", "1"]]),
  );
}

function within(isReady: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limitMs);
    isReady()
      .catch(() => false)
      .then((ready) => {
        clearTimeout(timer);
        resolve(ready);
      });
  });
}
