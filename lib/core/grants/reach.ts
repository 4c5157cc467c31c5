// Which of an API's registered calls a key reaches: the gate's own judgements, taken before there is a request.
import type { Endpoint, EndpointGrants } from "@/lib/core/catalogue";
import { indexEndpoints } from "./endpoint-index";
import { hasPermission, opens } from "./permits";

/** What a key is given. `{}` = every endpoint. */
export interface Grant {
  readonly permissions: readonly string[];
  readonly endpoints: EndpointGrants;
}

/** As much of an API as decides what a grant reaches. */
export interface GrantingApi {
  readonly endpoints: readonly Endpoint[];
  readonly openingPermission: string | null;
}

/** A method on a registered path template. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** What a key must be permitted for it; null = nothing. */
  readonly permission: string | null;
}

/** Every call that the API registers, in its order. */
export function callsOf({ endpoints }: Pick<GrantingApi, "endpoints">): Call[] {
  return endpoints.flatMap(({ path, methods, permission }) => methods.map((method) => ({ method, path, permission })));
}

/**
 * The registered calls that the grant reaches under a plan (`planEndpoints`: null = every one): endpoint, permission and plan must
 * each allow the call, as for a request.
 */
export function reachOf(api: GrantingApi, grant: Grant, planEndpoints: EndpointGrants | null): Call[] {
  return callsOf(api).filter(
    (call) =>
      hasPermission(grant.permissions, call.permission, api.openingPermission) &&
      coversCall(grant.endpoints, call) &&
      (planEndpoints === null || (Object.keys(planEndpoints).length > 0 && coversCall(planEndpoints, call))),
  );
}

/** Whether endpoint grants cover a call; none at all cover every one. */
export function coversCall(grants: EndpointGrants, { method, path, permission }: Call): boolean {
  const template = indexEndpoints([{ path, methods: [method], permission, cost: 1 }]).find(path);
  return template !== null && opens(grants, template, method);
}
