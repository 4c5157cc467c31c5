// The keys of the conformance world: what each may do, and what is wrong with it.
import { GATEWAY_SLUGS, type GatewaySlug, KNOWN_ANSWER, MANAGEMENT_SECRETS, secretOf } from "./secrets";

/** The tenant id of the vendor page's header example. */
export const PIED_PIPER = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

/** The permission that `/guarded` needs. */
export const GUARD: Readonly<Record<GatewaySlug, string>> = {
  fusion: "account",
  standard: "write",
  infuzu: "read",
  cryptofuse: "read",
};

/** Everything a key may say beside its API, name and secret. */
export interface KeyFields {
  readonly permissions?: readonly string[];
  readonly endpoints?: Readonly<Record<string, readonly string[]>>;
  readonly plan?: string;
  readonly tenantId?: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** Known to the core only: a bootstrap file cannot pause a key. */
  readonly pausedAt?: string;
  readonly ipAllowList?: readonly string[];
}

/** A key as the bootstrap file states it. */
export interface WorldKey extends KeyFields {
  readonly id: string;
  readonly api: string;
  readonly name: string;
  readonly secret: string;
}

/** Keys that every main API has. The page's own instant of expiry. */
const SHARED_KEYS: Readonly<Record<string, KeyFields>> = {
  good: {},
  none: { permissions: [] },
  guarded: {},
  revoked: { revokedAt: "2025-01-01T00:00:00Z" },
  expired: { expiresAt: "2024-01-01T00:00:00Z" },
  "revoked-and-expired": { revokedAt: "2025-01-01T00:00:00Z", expiresAt: "2024-01-01T00:00:00Z" },
  lasting: { expiresAt: "2099-12-31T23:59:59Z" },
  fenced: { ipAllowList: ["203.0.113.0/24", "2001:db8::/32"] },
  local: { ipAllowList: ["127.0.0.1/32", "::1/128"] },
  granted: { endpoints: { "/things": ["GET"] } },
  narrow: { plan: "narrow" },
  windowed: { plan: "two-a-minute" },
  hourly: { plan: "two-an-hour" },
  "windowed-shared": { plan: "two-a-minute" },
  "windowed-spared": { plan: "two-a-minute", permissions: [] },
  "windowed-cost": { plan: "two-a-minute" },
  quota: { plan: "one-a-month" },
  page: { plan: "page" },
  hundred: { plan: "page" },
};

const OWN_KEYS: Readonly<Record<GatewaySlug, Readonly<Record<string, KeyFields>>>> = {
  fusion: {
    chat: { permissions: ["chat"] },
    models: { permissions: ["models"] },
    account: { permissions: ["account"] },
    all: { permissions: ["chat", "models", "account"] },
  },
  standard: {
    read: { permissions: ["read"] },
    write: { permissions: ["write"] },
    admin: { permissions: ["admin"] },
    webhook: { permissions: ["webhook"] },
    verified: { plan: "two-a-minute" },
    "verified-spared": { plan: "two-a-minute" },
    "verified-quota": { plan: "one-a-month" },
  },
  infuzu: {},
  cryptofuse: { read: { permissions: ["read"] }, write: { permissions: ["write"] } },
};

/** The keys of a gateway dialect, the main API's and one `good` each of its `-open`, `-down` and `-sample` sisters. */
function gatewayKeys(slug: GatewaySlug, number: number): WorldKey[] {
  const own: WorldKey[] = Object.entries({ ...SHARED_KEYS, ...OWN_KEYS[slug] }).map(([name, fields], index) => ({
    id: keyId(slug, name, number + index),
    api: slug,
    name,
    secret: secretOf(slug, name),
    ...(name === "guarded" ? { permissions: [GUARD[slug]] } : fields),
  }));
  const sisters = ["open", "down", "sample"].map((sister, index) => ({
    id: keyId(slug, sister, number + 50 + index),
    api: `${slug}-${sister}`,
    name: sister,
    secret: secretOf(slug, sister),
  }));
  const knownAnswer = { id: keyId(slug, "known-answer", number + 60), api: slug, name: "known-answer", secret: KNOWN_ANSWER };
  return slug === "fusion" ? [...own, ...sisters, knownAnswer] : [...own, ...sisters];
}

/** The id that the vendor page prints belongs to the revoked key of that vendor. */
function keyId(slug: GatewaySlug, name: string, number: number): string {
  return slug === "standard" && name === "revoked" ? "key_1234567890" : `key_${String(number).padStart(10, "0")}`;
}

const MANAGEMENT_KEYS: Readonly<Record<keyof typeof MANAGEMENT_SECRETS, KeyFields>> = {
  global: {},
  headerExample: {},
  piedPiper: { tenantId: PIED_PIPER },
  word: {},
  getUsers: { endpoints: { "/api/user": ["GET"] } },
  postGroups: { endpoints: { "/api/group": ["POST"] } },
  postUsers: { endpoints: { "/api/user": ["POST"] } },
  revoked: { revokedAt: "2025-01-01T00:00:00Z" },
  expired: { expiresAt: "2024-01-01T00:00:00Z" },
  fenced: { ipAllowList: ["203.0.113.0/24"] },
  windowed: { plan: "two-a-minute" },
  quota: { plan: "one-a-month" },
};

function managementKeys(tenants: 1 | 2): WorldKey[] {
  return Object.entries(MANAGEMENT_KEYS)
    .filter(([, fields]) => tenants === 2 || fields.tenantId === undefined)
    .map(([name, fields], index) => ({
      id: `key_${String(9_000 + index).padStart(10, "0")}`,
      api: "management",
      name,
      secret: MANAGEMENT_SECRETS[name as keyof typeof MANAGEMENT_SECRETS],
      ...fields,
    }));
}

/** Every key of the world. A key of Pied Piper needs that tenant to exist. */
export function worldKeys(tenants: 1 | 2): WorldKey[] {
  return [
    ...GATEWAY_SLUGS.flatMap((slug, index) => gatewayKeys(slug, 1_000 * (index + 1))),
    { id: "key_0000008001", api: "infuzu-strict", name: "strict", secret: secretOf("infuzu", "strict") },
    ...managementKeys(tenants),
  ];
}
