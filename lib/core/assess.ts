// The checks that a found record must pass, as rows of one table in their fixed order; the first denial decides.
import type { Api, Plan } from "@/lib/core/catalogue";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { addressIn, parseBlock } from "@/lib/core/grants/addresses";
import type { IndexedTemplate } from "@/lib/core/grants/endpoint-index";
import { allowedMethods, endpointFor, hasPermission, opens } from "@/lib/core/grants/permits";
import { instantText } from "@/lib/core/instant";
import type { KeyRecord } from "@/lib/core/key-record";

/** Everything the checks look at. */
export interface Assessed {
  readonly record: KeyRecord;
  readonly api: { readonly dialect: Pick<Api["dialect"], "openingPermission"> };
  readonly plan: Plan;
  /** Client address; null where the asker did not say (then an allow-list refuses). */
  readonly peer: string | null;
  /** The tenant the request names, or null. */
  readonly tenantId: string | null;
  /** null = not asked (verify without method and path), or the API registers no endpoints. */
  readonly target: { readonly template: IndexedTemplate | null; readonly method: string } | null;
  readonly nowMs: number;
}

type Check = (assessed: Assessed) => Denial | null;

const notRevoked: Check = ({ record }) => (record.revokedAtMs === null ? null : denial("revoked", keyFacts(record)));

const notPaused: Check = ({ record }) => (record.pausedAtMs === null ? null : denial("paused", keyFacts(record)));

/** The instant of expiry itself is expired. */
const notExpired: Check = ({ record, nowMs }) =>
  record.expiresAtMs === null || nowMs < record.expiresAtMs
    ? null
    : denial("expired", { ...keyFacts(record), expiredAt: instantText(record.expiresAtMs) });

const fromAllowedAddress: Check = ({ record, peer }) => {
  if (record.ipAllowList.length === 0) return null;
  const blocks = record.ipAllowList.map(parseBlock).filter((block) => block !== null);
  if (peer !== null && addressIn(peer, blocks)) return null;
  return denial("address_not_allowed", { required: "an allowed address", granted: record.permissions });
};

const ofRightTenant: Check = ({ record, tenantId }) =>
  record.tenantId === null || tenantId === null || tenantId === record.tenantId
    ? null
    : denial("wrong_tenant", { required: "another tenant", granted: record.permissions });

const isRegistered: Check = ({ target }) => (target === null || target.template !== null ? null : denial("not_found"));

const hasMethod: Check = ({ target }) =>
  target === null || target.template === null || endpointFor(target.template, target.method) !== null
    ? null
    : denial("method_not_allowed", { allow: allowedMethods(target.template) });

const holdsPermission: Check = ({ record, api, target }) => {
  const needed = target?.template ? (endpointFor(target.template, target.method)?.permission ?? null) : null;
  if (hasPermission(record.permissions, needed, api.dialect.openingPermission)) return null;
  return denial("missing_permission", { required: needed ?? "", granted: record.permissions });
};

const opensEndpoint: Check = ({ record, target }) =>
  target === null || target.template === null || opens(record.endpoints, target.template, target.method)
    ? null
    : denial("endpoint_not_granted", { required: `${target.method} ${target.template.template}`, granted: record.permissions });

const allowedByPlan: Check = ({ record, plan, target }) => {
  const required = target?.template ? `${target.method} ${target.template.template}` : `plan ${plan.name}`;
  const facts = { required, granted: record.permissions };
  if (record.kind === "token" && !plan.allowTokens) return denial("plan_restricted", facts);
  if (plan.endpoints === null || target?.template == null) return null;
  const isOpen = Object.keys(plan.endpoints).length > 0 && opens(plan.endpoints, target.template, target.method);
  return isOpen ? null : denial("plan_restricted", facts);
};

const CHECKS = [
  notRevoked,
  notPaused,
  notExpired,
  fromAllowedAddress,
  ofRightTenant,
  isRegistered,
  hasMethod,
  holdsPermission,
  opensEndpoint,
  allowedByPlan,
] satisfies Check[];

/** The first reason to refuse a found record, or null when only the windows are left to ask. */
export function assess(assessed: Assessed): Denial | null {
  for (const check of CHECKS) {
    const refusal = check(assessed);
    if (refusal !== null) return refusal;
  }
  return null;
}

function keyFacts(record: KeyRecord): { keyId?: string } {
  return record.publicId === null ? {} : { keyId: record.publicId };
}
