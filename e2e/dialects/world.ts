// The instance that all conformance rows talk to: its bootstrap file, the same for every runner.

import { GATEWAY_SLUGS, type GatewaySlug, SERVICE_SECRETS } from "./secrets";
import type { TrustedPublicKey } from "./tokens";
import { GUARD, PIED_PIPER, type WorldKey, worldKeys } from "./world-keys";

/** Ids that rows name. */
export const DEFAULT_TENANT = "30663132-6464-6665-3032-326466613934";
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
  readonly service: typeof SERVICE_KEYS;
  readonly users: readonly unknown[];
}

const SERVICE_KEYS = [
  { id: "key_0000008101", name: "backend", secret: SERVICE_SECRETS.backend, permissions: ["keys:verify"] },
  { id: "key_0000008102", name: "mute", secret: SERVICE_SECRETS.mute, permissions: [] },
  { id: "key_0000008103", name: "revoked", secret: SERVICE_SECRETS.revoked, revokedAt: "2025-01-01T00:00:00Z" },
];

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
    keys: worldKeys(tenants),
    service: SERVICE_KEYS,
    users: usersOf(tenants),
  };
}

function usersOf(tenants: 1 | 2): unknown[] {
  const password = "correct horse battery staple";
  const apple = { user: { id: APPLE_USER, tenantId: DEFAULT_TENANT, email: SHARED_EMAIL, password } };
  const piper = { user: { id: PIPER_USER, tenantId: PIED_PIPER, email: SHARED_EMAIL, password } };
  return tenants === 2 ? [apple, piper] : [apple];
}
