// What a bootstrap file may say: the whole instance as one strict JSON document.
import { z } from "zod";
import { externalIssuer } from "@/lib/core/schemas/external-issuer";
import { uuidText } from "@/lib/core/schemas/texts";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import {
  addressBlock,
  endpointGrants,
  freeText,
  grantsOfTemplates,
  host,
  instant,
  jsonObject,
  line,
  methods,
  permission,
  publicKeyId,
  slug,
  template,
  whole,
} from "./bootstrap-fields";

const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "EdDSA", "HS256"] as const satisfies readonly TokenAlgorithm[];

/** Longest sliding window, in seconds (31 days). */
const MAX_WINDOW_SECONDS = 2_678_400;
const MAX_LIMIT = 1_000_000_000;
const MIN_OWNER_PASSWORD = 15;

const owner = z.strictObject({
  email: z
    .email("must be an e-mail address")
    .max(254)
    .transform((text) => text.toLowerCase()),
  name: line(200),
  password: z.string().min(MIN_OWNER_PASSWORD, `needs at least ${MIN_OWNER_PASSWORD} characters`).max(256, "has at most 256 characters"),
});

const tenant = z.strictObject({ id: uuidText.optional(), name: line(200), issuer: line(255).optional() });

const endpoint = z.strictObject({
  path: template,
  methods,
  permission: permission.nullable().optional(),
  cost: whole(1, 1000).optional(),
});

/** `[]` = unlimited. */
const windows = z
  .array(z.strictObject({ limit: whole(1, MAX_LIMIT), seconds: whole(1, MAX_WINDOW_SECONDS) }))
  .max(8, "has at most 8 windows")
  .refine((list) => new Set(list.map((window) => window.seconds)).size === list.length, "names the same period twice");

const quota = z.strictObject({
  limit: whole(1, Number.MAX_SAFE_INTEGER),
  period: z.enum(["day", "month", "total"], "must be day, month or total"),
});

/** null and `{}` open every endpoint; a list opens each of its templates with every method. */
const planEndpoints = z.union([
  z.null(),
  z.array(template).min(1, "must name an endpoint; null opens every one").transform(grantsOfTemplates),
  endpointGrants.transform((grants) => (Object.keys(grants).length === 0 ? null : grants)),
]);

const plan = z.strictObject({
  name: line(64),
  /** Of each key, of all keys of an account, of all callers of a tenant: each within the API and among callers of this plan. */
  windows: windows.optional(),
  accountWindows: windows.optional(),
  tenantWindows: windows.optional(),
  quota: quota.nullable().optional(),
  allowTokens: z.boolean().optional(),
  endpoints: planEndpoints.optional(),
});

const trustedKey = z.strictObject({
  kid: line(200),
  alg: z.enum(ALGORITHMS, `must be one of ${ALGORITHMS.join(", ")}`),
  publicJwk: z.record(z.string(), z.unknown()),
  issuer: line(1000).optional(),
});

/** RFC 9110 field names and values as an upstream takes them. */
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "must be a header name");

/** Header lines that belong to a connection: added to a request they would contradict how it is sent (RFC 9110 §7.6.1). */
const CONNECTION_HEADERS = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const upstreamHeaderName = headerName.refine(
  (name) => !CONNECTION_HEADERS.has(name.toLowerCase()),
  "belongs to the connection and cannot be added to requests",
);
const headerValue = z.string().regex(/^[\t -~]{0,4096}$/, "must be visible ASCII on one line");

const upstreamUrl = z
  .string()
  .refine(isUpstream, "must be an http(s) URL without credentials, query or fragment; sample stands for the built-in service");

/** One API of the file, which is also what the console sends. */
export const apiEntry = z.strictObject({
  slug,
  name: line(200).optional(),
  dialect: line(64).optional(),
  customDialect: z.record(z.string(), z.unknown()).optional(),
  upstream: upstreamUrl.nullable().optional(),
  hosts: z.array(host).optional(),
  endpoints: z.array(endpoint).optional(),
  plans: z.array(plan).optional(),
  /** Of all callers of the API together. */
  windows: windows.optional(),
  trustedKeys: z.array(trustedKey).optional(),
  /** A text is the issuer alone. */
  issuers: z.array(z.union([line(1000), externalIssuer])).optional(),
  cors: z
    .strictObject({
      origins: z.array(z.string().refine(isOrigin, "must be an origin such as https://app.example.com")).optional(),
      headers: z.array(headerName).optional(),
    })
    .optional(),
  maxBodyBytes: whole(0, Number.MAX_SAFE_INTEGER).nullable().optional(),
  upstreamHeaders: z.record(upstreamHeaderName, headerValue).optional(),
  strictHeaderCase: z.boolean().optional(),
  lenientBearerHeader: z.boolean().optional(),
  allowEncodedSlash: z.boolean().optional(),
  upstreamTimeoutSeconds: whole(1, 3600).optional(),
});

/** What keys of APIs and service keys have in common. The rules of a given secret depend on nothing else and are checked with it. */
const keyFields = {
  id: publicKeyId.optional(),
  name: line(200),
  description: freeText(2000).optional(),
  secret: z.string().optional(),
  permissions: z.array(permission).optional(),
  tenantId: uuidText.nullable().optional(),
  expiresAt: instant.nullable().optional(),
  revokedAt: instant.nullable().optional(),
  ipAllowList: z.array(addressBlock).optional(),
  metadata: jsonObject.optional(),
};

const key = z.strictObject({
  ...keyFields,
  api: slug,
  plan: line(64).optional(),
  endpoints: endpointGrants.optional(),
  purpose: line(64).nullable().optional(),
  keyManager: z.boolean().optional(),
});

const serviceKey = z.strictObject(keyFields);

/** A body of the management API; read by that API's own rules. */
const vendorBody = z.record(z.string(), z.json());

/** The file as written. Fields left out are undefined: on an object that exists they change nothing. */
export const bootstrapSchema = z.strictObject({
  owner: owner.optional(),
  tenants: z.array(tenant).default([]),
  apis: z.array(apiEntry).default([]),
  keys: z.array(key).default([]),
  service: z.array(serviceKey).default([]),
  applications: z.array(vendorBody).default([]),
  users: z.array(vendorBody).default([]),
  groups: z.array(vendorBody).default([]),
});

export type Bootstrap = z.infer<typeof bootstrapSchema>;
export type BootstrapOwner = z.infer<typeof owner>;
export type BootstrapTenant = z.infer<typeof tenant>;
export type BootstrapApi = z.infer<typeof apiEntry>;
export type BootstrapKey = z.infer<typeof key>;
export type BootstrapServiceKey = z.infer<typeof serviceKey>;

function isUpstream(text: string): boolean {
  if (text === "sample") return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isHttp = url.protocol === "http:" || url.protocol === "https:";
  return isHttp && url.username === "" && url.password === "" && url.search === "" && url.hash === "" && !/[?#]/.test(text);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
