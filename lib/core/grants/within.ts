// Judges whether a key can do nothing that another key cannot: what a key manager makes is never wider than itself.
import type { EndpointGrants, Plan, Quota, Window } from "@/lib/core/catalogue";
import { blockWithin, parseBlock } from "./addresses";
import { coveringTemplates, normaliseTemplate } from "./endpoint-index";

/** Everything about a key of one API that decides what it can do. */
export interface KeyPower {
  readonly permissions: readonly string[];
  /** `{}` = every endpoint. */
  readonly endpoints: EndpointGrants;
  /** null = every tenant. */
  readonly tenantId: string | null;
  /** null = never. */
  readonly expiresAtMs: number | null;
  readonly plan: Plan;
  /** Addresses and blocks; none = from anywhere. */
  readonly ipAllowList: readonly string[];
  readonly keyManager: boolean;
}

/** A way in which a key can be wider than another. */
export type Dimension = keyof KeyPower;

/** By dimension: whether the child is within the parent. Total, so that a new dimension does not compile until it is judged. */
const WITHIN: { readonly [D in Dimension]: (child: KeyPower[D], parent: KeyPower[D], openingPermission: string | null) => boolean } = {
  permissions: permissionsWithin,
  endpoints: endpointsWithin,
  tenantId: (child, parent) => parent === null || child === parent,
  expiresAtMs: (child, parent) => parent === null || (child !== null && child <= parent),
  plan: planWithin,
  ipAllowList: addressesWithin,
  keyManager: (child, parent) => parent || !child,
};

const DIMENSIONS = Object.keys(WITHIN) as readonly Dimension[];

/**
 * The dimensions in which the child is wider than the parent; none = whatever a request of the child may do, the same request of the
 * parent may do as well. `openingPermission` is the permission of the API's dialect that opens everything. Errs on the side of the
 * parent: a child may be called wider because its narrowness cannot be read off.
 */
export function widerIn(child: KeyPower, parent: KeyPower, openingPermission: string | null): Dimension[] {
  return DIMENSIONS.filter((dimension) => !isWithin(dimension, child, parent, openingPermission));
}

function isWithin<D extends Dimension>(dimension: D, child: KeyPower, parent: KeyPower, openingPermission: string | null): boolean {
  return WITHIN[dimension](child[dimension], parent[dimension], openingPermission);
}

function permissionsWithin(child: readonly string[], parent: readonly string[], opening: string | null): boolean {
  if (parent.includes("*") || (opening !== null && parent.includes(opening))) return true;
  return child.every((permission) => parent.includes(permission));
}

/** A grant on T covers T with any parameters added: so the child's T must itself be covered by a template of the parent's. */
function endpointsWithin(child: EndpointGrants, parent: EndpointGrants): boolean {
  if (Object.keys(parent).length === 0) return true;
  const granted = Object.entries(child);
  return granted.length > 0 && grantsCovered(granted, parent);
}

function grantsCovered(granted: readonly (readonly [string, readonly string[]])[], parent: EndpointGrants): boolean {
  const held = Object.entries(parent).map(([template, methods]) => ({ template: normaliseTemplate(template), methods }));
  return granted.every(([template, methods]) => {
    const covering = coveringTemplates(template);
    return methods.every((method) => held.some((grant) => grant.methods.includes(method) && covering.includes(grant.template)));
  });
}

function addressesWithin(child: readonly string[], parent: readonly string[]): boolean {
  if (parent.length === 0) return true;
  const outer = parent.map(parseBlock).filter((block) => block !== null);
  const inner = child.map(parseBlock);
  return inner.length > 0 && inner.every((block) => block !== null && outer.some((held) => blockWithin(block, held)));
}

function planWithin(child: Plan, parent: Plan): boolean {
  return (
    windowsWithin(child.windows, parent.windows) &&
    windowsWithin(child.accountWindows ?? [], parent.accountWindows ?? []) &&
    windowsWithin(child.tenantWindows ?? [], parent.tenantWindows ?? []) &&
    quotaWithin(child.quota, parent.quota) &&
    (parent.allowTokens || !child.allowTokens) &&
    planEndpointsWithin(child.endpoints, parent.endpoints)
  );
}

/** No more in a longer time is no more in any shorter one. */
function windowsWithin(child: readonly Window[], parent: readonly Window[]): boolean {
  return parent.every((outer) => child.some((inner) => inner.limit <= outer.limit && inner.seconds >= outer.seconds));
}

/** From the shortest period on: a budget of a longer one bounds each shorter one as well. */
const PERIODS: readonly Quota["period"][] = ["day", "month", "total"];

function quotaWithin(child: Quota | null, parent: Quota | null): boolean {
  if (parent === null) return true;
  return child !== null && child.limit <= parent.limit && PERIODS.indexOf(child.period) >= PERIODS.indexOf(parent.period);
}

/** A plan without any endpoint opens none; null opens every one. */
function planEndpointsWithin(child: EndpointGrants | null, parent: EndpointGrants | null): boolean {
  if (parent === null) return true;
  return child !== null && grantsCovered(Object.entries(child), parent);
}
