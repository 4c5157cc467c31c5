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
  if (!isReading(method)) return refuseMethod();
  if (path === "/healthz") return jsonAnswer(200, { status: "ok" });
  return isReadySoon(isReady).then((ready) =>
    ready ? jsonAnswer(200, { status: "ready" }) : jsonAnswer(503, { status: "unavailable" }, [["retry-after", "1"]]),
  );
}

/** Whether the method only reads. */
export function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** The answer where only reading is allowed. */
export function refuseMethod(): Answer {
  return jsonAnswer(405, { error: { code: "method_not_allowed", message: "Allowed: GET, HEAD." } }, [["allow", "GET, HEAD"]]);
}

/** Whether `isReady` says yes within 2 s. Never rejects. */
export function isReadySoon(isReady: () => Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), READY_WITHIN_MS);
    isReady()
      .catch(() => false)
      .then((ready) => {
        clearTimeout(timer);
        resolve(ready);
      });
  });
}
