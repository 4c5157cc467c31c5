// The dialect of the Cryptofuse authentication page (vendor page 003): `X-API-Key`, one body for every failed authentication.
import type { Dialect, Wording } from "./dialect";

const say = (status: number, error: string, message: string): Wording => ({
  status,
  body: { error, message, request_id: "{requestId}" },
});

// Missing, invalid and revoked answer alike.
const failed = say(401, "authentication_failed", "API key is missing or invalid");
const denied = say(403, "permission_denied", "The API key doesn't have permission to access the requested resource{support}");
const limited = (message: string) => say(429, "rate_limit_exceeded", message);

export const cryptofuse: Dialect = {
  name: "cryptofuse",
  title: "Cryptofuse",
  carriers: [
    { in: "header", name: "X-API-Key", schemes: [{ scheme: null, carries: "key" }], unreadableAs: "malformed" },
    // "v1.0" adds token sessions; v0 paths keep knowing X-API-Key only.
    {
      in: "header",
      name: "Authorization",
      schemes: [{ scheme: "Bearer", carries: "token" }],
      exceptPathPrefix: "/v0/",
      unreadableAs: "malformed",
    },
  ],
  keyShape: { prefix: "cf_", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" },
  tokens: { types: [], issuer: null, audience: null, permissionsClaim: "scope", leewaySeconds: 60 },
  permissions: null,
  openingPermission: null,
  purposes: [
    { purpose: "development", label: "Development", permissions: ["read", "write"] },
    { purpose: "production", label: "Production", permissions: ["read", "write"] },
    { purpose: "read-only", label: "Read-only", permissions: ["read"] },
    { purpose: "admin", label: "Admin", permissions: ["admin"] },
  ],
  tenantHeader: null,
  challenge: 'ApiKey realm="{api}", header="X-API-Key"',
  httpsOnly: false,
  wording: {
    bad_request: say(400, "bad_request", "The request is malformed. {detail}"),
    https_required: say(403, "https_required", "All API requests must use HTTPS.{support}"),
    several: say(400, "bad_request", "More than one credential was sent. Send exactly one."),
    missing: failed,
    malformed: failed,
    extra_spaces: failed,
    wrong_prefix: failed,
    wrong_format: failed,
    bad_checksum: failed,
    unknown: failed,
    invalid_token: failed,
    revoked: failed,
    paused: failed,
    expired: failed,
    address_not_allowed: denied,
    unknown_tenant: say(400, "bad_request", "The tenant is unknown."),
    wrong_tenant: denied,
    not_found: say(404, "not_found", "There is no such endpoint."),
    method_not_allowed: say(405, "method_not_allowed", "This endpoint does not accept this method."),
    missing_permission: denied,
    endpoint_not_granted: denied,
    plan_restricted: denied,
    cost_above_limit: denied,
    rate_limited: limited("Rate limit of {limit} requests per {window} exceeded. Retry after {retryAfter} seconds."),
    quota_exceeded: limited("The quota of your plan is spent. Retry after {retryAfter} seconds."),
    too_many_failures: limited("Too many failed authentications. Retry after {retryAfter} seconds."),
    body_too_large: say(413, "body_too_large", "The request body is too large."),
    upstream_unreachable: say(502, "upstream_unreachable", "The service behind this API could not be reached."),
    unavailable: say(503, "unavailable", "The service is temporarily unavailable."),
    upstream_timeout: say(504, "upstream_timeout", "The service behind this API did not answer in time."),
    not_implemented: say(501, "not_implemented", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "API_KEY", baseUrl: null },
  exampleCall: { method: "GET", path: "/v0/payments", body: null },
};
