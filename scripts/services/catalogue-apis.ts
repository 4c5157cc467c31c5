// Catalogue entries for tests: those of a first start, and one of every shape that an API can have.
import { type Api, DEFAULT_SETTINGS, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { standard } from "@/lib/core/dialects/standard";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { MANAGEMENT_ENDPOINTS } from "@/lib/gate/management/operations";
import { VERIFY_ENDPOINT } from "@/lib/gate/verify/answer-verify";

/** An API with that dialect and whatever else is told. */
export function apiWith(slug: string, dialect: Dialect, fields: Partial<Api> = {}): Api {
  return {
    id: `id-of-${slug}`,
    slug,
    name: dialect.title,
    dialect,
    upstream: "sample",
    hosts: [],
    endpoints: [],
    plans: { default: { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null } },
    settings: DEFAULT_SETTINGS,
    holdsForeignSecrets: false,
    ...fields,
  };
}

/** The APIs of a first start. */
export const FIRST_APIS: readonly Api[] = [
  apiWith(MANAGEMENT_SLUG, fusionauth, { name: "Management", upstream: null, endpoints: MANAGEMENT_ENDPOINTS }),
  apiWith(SERVICE_SLUG, keyfuseService, { name: "Service keys", upstream: null, endpoints: [VERIFY_ENDPOINT] }),
  apiWith("fusion-ai", fusionAi, { endpoints: SAMPLE_ENDPOINTS["fusion-ai"] }),
  apiWith("standard", standard, { endpoints: SAMPLE_ENDPOINTS.standard }),
  apiWith("infuzu", infuzu, { endpoints: SAMPLE_ENDPOINTS.infuzu }),
  apiWith("cryptofuse", cryptofuse, { endpoints: SAMPLE_ENDPOINTS.cryptofuse }),
];

const WORDED = { method: "Token", carrier: "X-Token" };

/** A dialect as people bring it: other words before the key, a header that is spelt freely, a cookie. */
const CUSTOM: Dialect = {
  ...standard,
  name: "custom",
  title: 'Ours | <b>`*custom*`</b> "API"',
  carriers: [
    { in: "header", name: WORDED.carrier, schemes: [{ scheme: WORDED.method, carries: "key" }], unreadableAs: "malformed" },
    { in: "header", name: "X~Token!", schemes: [{ scheme: null, carries: "key" }], unreadableAs: "malformed" },
    { in: "cookie", name: "session", carries: "token" },
  ],
};

/** APIs that are hard to document: none, odd or clashing endpoints, names of their own, an upstream that must not be told. */
export const ODD_APIS: readonly Api[] = [
  apiWith("no-endpoints", standard, { upstream: "https://10.9.8.7:8443/internal" }),
  apiWith("custom", CUSTOM, {
    upstream: "https://10.9.8.7:8443/internal",
    hosts: ["api.acme.example", "acme.example"],
    endpoints: [
      { path: "/a/b", methods: ["GET"], permission: "read", cost: 1 },
      { path: "/a-b", methods: ["GET"], permission: "re`ad", cost: 7 },
      { path: "/a/{x}", methods: ["GET", "POST"], permission: null, cost: 1 },
      { path: "/a/{y}", methods: ["DELETE", "GET"], permission: "admin", cost: 1 },
      { path: "/a/{id}/b/{id}", methods: ["PUT", "OPTIONS"], permission: null, cost: 1 },
      { path: "/", methods: ["GET"], permission: null, cost: 1 },
      { path: "/A/B", methods: ["GET"], permission: null, cost: 1 },
    ],
    plans: {
      small: {
        name: "small",
        windows: [{ limit: 10, seconds: 60 }],
        quota: { limit: 1000, period: "month" },
        allowTokens: false,
        endpoints: {},
      },
      odd: { name: "o|dd", windows: [{ limit: 3, seconds: 7 }], quota: { limit: 9, period: "total" }, allowTokens: true, endpoints: null },
    },
  }),
  apiWith("lenient", fusionauth, {
    upstream: "https://10.9.8.7:8443/internal",
    settings: { ...DEFAULT_SETTINGS, lenientBearerHeader: true },
    endpoints: [{ path: "/things/{id}", methods: ["GET"], permission: null, cost: 1 }],
  }),
];
