// Mounts a management operation as a Next route handler, bound to the gate of this process.
import type { Operation } from "@/lib/gate/management/operation";
import { answerByGate } from "./mounts/mount-gate";

/**
 * The route handler for an operation that a route file declares. The gate finds the operation itself, by the path that was on the wire
 * rather than by Next's reading of it, and authenticates before it operates; a route file in the wrong place opens nothing.
 */
export function withKey(operation: Operation): (request: Request) => Promise<Response> {
  const handler = async (request: Request) => {
    if (request.method !== operation.method && !(request.method === "HEAD" && operation.method === "GET")) {
      throw new Error(`A route file exports ${operation.method} ${operation.template} under another method.`);
    }
    return answerByGate(request);
  };
  return handler;
}
