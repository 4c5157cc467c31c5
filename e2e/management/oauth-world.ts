// The instance that OAuth's tests run against: APIs of each token form, keys with and without what tokens need.
export const ACME = "11111111-1111-4111-8111-111111111111";
export const GLOBEX = "22222222-2222-4222-8222-222222222222";

export const SECRETS = {
  payer: "payer-secret-0123456789-0123456789",
  reader: "reader-secret-0123456789-0123456789",
  limited: "limited-secret-0123456789-0123456789",
  revoked: "revoked-secret-0123456789-0123456789",
  elsewhere: "elsewhere-secret-0123456789-0123456789",
  acme: "acme-secret-0123456789-0123456789",
  globex: "globex-secret-0123456789-0123456789",
  plain: "plain-secret-0123456789-0123456789",
  other: "other-secret-0123456789-0123456789",
  chatter: `sk-fusion-${"Ab1".repeat(13)}A07a1vh`,
  standard: "standard-secret-0123456789-0123456789",
  manager: "manager-secret-0123456789-0123456789",
};

const ENDPOINTS = [
  { path: "/v0/payments", methods: ["GET"], permission: "read" },
  { path: "/items", methods: ["GET"], permission: "read" },
  { path: "/items", methods: ["POST"], permission: "write" },
];
const CHAT = [
  { path: "/models", methods: ["GET"], permission: "models" },
  { path: "/account", methods: ["GET"], permission: "account" },
];
const PLANS = [
  { name: "default", allowTokens: true },
  { name: "limited", windows: [{ limit: 3, seconds: 3600 }], allowTokens: true },
  { name: "plain", allowTokens: false },
];

/** The bootstrap file. */
export const oauthWorld = {
  tenants: [
    { id: ACME, name: "Acme", issuer: "acme.example" },
    { id: GLOBEX, name: "Globex", issuer: "globex.example" },
  ],
  apis: [
    { slug: "payments", name: "Payments", dialect: "cryptofuse", upstream: "sample", endpoints: ENDPOINTS, plans: PLANS },
    { slug: "other", name: "Other", dialect: "cryptofuse", upstream: "sample", endpoints: ENDPOINTS, plans: PLANS },
    {
      slug: "chat",
      name: "Chat",
      dialect: "fusion-ai",
      upstream: "sample",
      endpoints: CHAT,
      plans: [{ name: "default", allowTokens: true }],
    },
    { slug: "std", name: "Standard", dialect: "standard", upstream: "sample" },
    { slug: "management", plans: [{ name: "default", allowTokens: true }] },
  ],
  keys: [
    { id: "key_0000000001", api: "payments", name: "payer", secret: SECRETS.payer, permissions: ["read", "write"] },
    { id: "key_0000000002", api: "payments", name: "reader", secret: SECRETS.reader, permissions: ["read"] },
    { id: "key_0000000003", api: "payments", plan: "limited", name: "limited", secret: SECRETS.limited },
    { id: "key_0000000004", api: "payments", name: "revoked", secret: SECRETS.revoked, revokedAt: "2026-01-01T00:00:00Z" },
    { id: "key_0000000005", api: "payments", name: "elsewhere", secret: SECRETS.elsewhere, ipAllowList: ["192.0.2.0/24"] },
    { id: "key_0000000006", api: "payments", name: "acme", secret: SECRETS.acme, tenantId: ACME },
    { id: "key_0000000007", api: "payments", name: "globex", secret: SECRETS.globex, tenantId: GLOBEX },
    { id: "key_0000000008", api: "payments", plan: "plain", name: "plain", secret: SECRETS.plain },
    { id: "key_0000000009", api: "other", name: "other", secret: SECRETS.other },
    { id: "key_0000000010", api: "chat", name: "chatter", secret: SECRETS.chatter },
    { id: "key_0000000011", api: "std", name: "standard", secret: SECRETS.standard },
    { id: "key_0000000012", api: "management", name: "manager", secret: SECRETS.manager },
  ],
};
