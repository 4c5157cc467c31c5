// The access log: one line per answered request, without target, query, header or body.
import type { ServerResponse } from "node:http";
import type { Log } from "@/lib/runtime/log";
import type { Reception } from "./reception";

/** Methods worth a name; a client can invent any other. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]);

/** Writes the request's line when its response is over. */
export function logAccess(log: Log, reception: Reception, method: string, response: ServerResponse): void {
  const startedMs = performance.now();
  response.once("close", () => {
    const { context, route } = reception;
    log.info("request", {
      requestId: context.requestId,
      method: METHODS.has(method) ? method : "other",
      to: context.api ?? route.kind,
      status: response.headersSent ? response.statusCode : null,
      tookMs: Math.round((performance.now() - startedMs) * 10) / 10,
      peer: context.peer,
      aborted: !response.writableFinished,
    });
  });
}
