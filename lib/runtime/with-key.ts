// Mounts a management operation as a Next route handler, bound to the gate of this process.
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { endpointsOf, type Operation } from "@/lib/gate/management/operation";
import { mountGate, type RouteHandler } from "./mounts/mount-gate";

/**
 * The route handler for an operation. The gate authenticates and finds the operation by the path that was sent; where Next took that
 * path for this operation's and the gate would not, the request is refused.
 */
export function withKey(operation: Operation): RouteHandler {
  const route = indexEndpoints(endpointsOf([operation]));
  return mountGate((path) => route.find(path) !== null);
}
