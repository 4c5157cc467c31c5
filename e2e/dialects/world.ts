// The instance that all conformance rows talk to: its bootstrap file, the same for every runner.

import { GATEWAY_SLUGS, type GatewaySlug, KNOWN_ANSWER, MANAGEMENT_SECRETS, secretOf } from "./secrets";
import type { TrustedPublicKey } from "./tokens";

/** Ids that rows name. */
export const DEFAULT_TENANT = "30663132-6464-6665-3032-326466613934";
/** The tenant id of the vendor page's header example. */
export const PIED_PIPER = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
export const APPLE_USER = "29ac0c18-0b4a-42cf-82fc-03d570318a1d";
export const PIPER_USER = "7e2b1c44-5a0f-4d29-9c3e-1f6d0b8a2e57";
export const SHARED_EMAIL = "shared@example.com";

/** The hosts of the vendors' own APIs. */
export const HOSTS: Readonly<Record<GatewaySlug, string>> = {
  fusion: "api.mcp4.ai",
  standard: "api.example.com",
  infuzu: "api.infuzu.test",
  cryptofuse: "api.cryptofuse.test",
};

/** Bytes that the `-open` APIs accept in a body, and their patience with the upstream. */
export const MAX_BODY_BYTES = 1_000;
const UPSTREAM_TIMEOUT_SECONDS = 1;

const DIALECTS: Readonly<Record<GatewaySlug, string>> = {
  fusion: "fusion-ai",
  standard: "standard",
  infuzu: "infuzu",
  cryptofuse: "cryptofuse",
};

interface Endpoint {
  readonly path: string;
  readonly methods: readonly string[];
  readonly permission?: string;
  readonly cost?: number;
}

/** The permission that `/guarded` needs. */
export const GUARD: Readonly<Record<GatewaySlug, string>> = {
  fusion: "account",
  standard: "write",
  infuzu: "read",
  cryptofuse: "read",
};

const ENDPOINTS: Readonly<Record<GatewaySlug, readonly Endpoint[]>> = {
  fusion: [
    { path: "/chat", methods: ["POST"], permission: "chat" },
    { path: "/models", methods: ["GET"], permission: "models" },
    { path: "/account", methods: ["GET"], permission: "account" },
  ],
  standard: [
    { path: "/v1/generate", methods: ["POST"], permission: "read" },
    { path: "/v1/resources", methods: ["GET"], permission: "read" },
    { path: "/v1/resources", methods: ["POST", "PUT"], permission: "write" },
    { path: "/v1/webhooks", methods: ["GET", "POST"], permission: "webhook" },
    { path: "/v1/admin", methods: ["GET"], permission: "admin" },
  ],
  infuzu: [{ path: "/chat/completions", methods: ["POST"] }],
  cryptofuse: [
    { path: "/v0/payments", methods: ["GET"] },
    { path: "/v0/payments/{id}", methods: ["GET"] },
    { path: "/v1/payments", methods: ["GET"], permission: "read" },
    { path: "/v1/payments", methods: ["POST"], permission: "write" },
  ],
};

/** Endpoints that every main API has, for what all dialects share. */
const SHARED_ENDPOINTS: readonly Endpoint[] = [
  { path: "/things", methods: ["GET", "POST"] },
  { path: "/things/{id}", methods: ["GET", "DELETE"] },
  { path: "/things/search", methods: ["GET"] },
  { path: "/costly", methods: ["GET"], cost: 3 },
];

const PAGE_WINDOWS = [
  { limit: 100, seconds: 60 },
  { limit: 1000, seconds: 3600 },
  { limit: 5000, seconds: 86400 },
];

const PLANS = [
  { name: "default", windows: [], allowTokens: true },
  { name: "narrow", windows: [], allowTokens: true, endpoints: { "/things": ["GET"] } },
  { name: "two-a-minute", windows: [{ limit: 2, seconds: 60 }], allowTokens: true },
  { name: "two-an-hour", windows: [{ limit: 2, seconds: 3600 }], allowTokens: true },
  { name: "one-a-month", windows: [], quota: { limit: 1, period: "month" }, allowTokens: true },
  { name: "page", windows: PAGE_WINDOWS, allowTokens: true },
];

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

export interface WorldApi {
  readonly slug: string;
  readonly name: string;
  readonly dialect: string;
  readonly upstream?: string;
  readonly hosts?: readonly string[];
  readonly endpoints?: readonly Endpoint[];
  readonly plans: typeof PLANS;
  readonly trustedKeys?: readonly Omit<TrustedPublicKey, "api">[];
  readonly cors?: { readonly origins: readonly string[]; readonly headers: readonly string[] };
  readonly maxBodyBytes?: number;
  readonly upstreamTimeoutSeconds?: number;
  readonly strictHeaderCase?: boolean;
  readonly lenientBearerHeader?: boolean;
}

/** An origin whose pages may call the `-open` APIs. */
export const LISTED_ORIGIN = "https://app.example.test";

function gatewayApis(slug: GatewaySlug, upstream: string, trusted: readonly TrustedPublicKey[]): WorldApi[] {
  const shared = { dialect: DIALECTS[slug], plans: PLANS };
  const endpoints = [...ENDPOINTS[slug], ...SHARED_ENDPOINTS, { path: "/guarded", methods: ["GET"], permission: GUARD[slug] }];
  return [
    { ...shared, slug, name: slug, upstream, hosts: [HOSTS[slug]], endpoints, trustedKeys: trustedBy(slug, trusted) },
    {
      ...shared,
      slug: `${slug}-open`,
      name: `${slug} without endpoints`,
      upstream,
      cors: { origins: [LISTED_ORIGIN], headers: ["X-Trace"] },
      maxBodyBytes: MAX_BODY_BYTES,
      upstreamTimeoutSeconds: UPSTREAM_TIMEOUT_SECONDS,
    },
    { ...shared, slug: `${slug}-down`, name: `${slug} without an upstream`, upstream: "http://127.0.0.1:9" },
    { ...shared, slug: `${slug}-sample`, name: `${slug} before the sample`, upstream: "sample" },
  ];
}

function trustedBy(slug: string, keys: readonly TrustedPublicKey[]): Omit<TrustedPublicKey, "api">[] {
  return keys.filter((key) => key.api === slug).map(({ kid, alg, publicJwk, issuer }) => ({ kid, alg, publicJwk, issuer }));
}

/** What differs between the worlds of two runs. */
export interface WorldOptions {
  readonly tenants: 1 | 2;
  /** Base URL of the echoing upstream. */
  readonly upstream: string;
  readonly trustedKeys: readonly TrustedPublicKey[];
}

/** The bootstrap file. */
export interface World {
  readonly owner: { readonly email: string; readonly name: string; readonly password: string };
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly apis: readonly WorldApi[];
  readonly keys: readonly WorldKey[];
  readonly users: readonly unknown[];
}

/** The whole instance, ready to be written as JSON. */
export function conformanceWorld({ tenants, upstream, trustedKeys }: WorldOptions): World {
  const slugs = GATEWAY_SLUGS;
  const piedPiper = { id: PIED_PIPER, name: "Pied Piper" };
  return {
    owner: { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" },
    tenants: [{ id: DEFAULT_TENANT, name: "Default" }, ...(tenants === 2 ? [piedPiper] : [])],
    apis: [
      ...slugs.flatMap((slug) => gatewayApis(slug, upstream, trustedKeys)),
      {
        slug: "fusion-keys-only",
        name: "fusion whose plan has no tokens",
        dialect: "fusion-ai",
        upstream,
        plans: [{ name: "default", windows: [], allowTokens: false }],
        trustedKeys: trustedBy("fusion", trustedKeys),
      },
      {
        slug: "infuzu-strict",
        name: "infuzu to the letter",
        dialect: "infuzu",
        upstream,
        plans: PLANS,
        strictHeaderCase: true,
      },
      {
        slug: "management",
        name: "Management",
        dialect: "fusionauth",
        plans: PLANS,
        trustedKeys: trustedBy("management", trustedKeys),
      },
    ],
    keys: [
      ...slugs.flatMap((slug, index) => gatewayKeys(slug, 1_000 * (index + 1))),
      { id: "key_0000008001", api: "infuzu-strict", name: "strict", secret: secretOf("infuzu", "strict") },
      ...managementKeys(tenants),
    ],
    users: usersOf(tenants),
  };
}

function usersOf(tenants: 1 | 2): unknown[] {
  const password = "correct horse battery staple";
  const apple = { user: { id: APPLE_USER, tenantId: DEFAULT_TENANT, email: SHARED_EMAIL, password } };
  const piper = { user: { id: PIPER_USER, tenantId: PIED_PIPER, email: SHARED_EMAIL, password } };
  return tenants === 2 ? [apple, piper] : [apple];
}
