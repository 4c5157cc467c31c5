// The dialect of the example vendor's authentication page (vendor page 001): `Authorization: Bearer`, success/error envelope.
import type { Json } from "@/lib/core/http";
import type { Dialect, Wording } from "./dialect";

const say = (status: number, code: string, message: string, details: Json = {}): Wording => ({
  status,
  body: { success: false, error: { code, message, details } },
});

// "API key is required" also answers what cannot be parsed as `Bearer <key>`: nothing usable was presented.
const missing = say(401, "MISSING_API_KEY", "API key is required", { header: "Authorization" });
// A revoked key shows its own id; an unknown one ten digits of a keyed hash, so that neither is told apart.
const invalid = say(401, "INVALID_API_KEY", "The provided API key is invalid", { key_id: "{keyId}" });
const forbidden = say(403, "INSUFFICIENT_PERMISSIONS", "Access denied. Check your API key permissions.{support}", {
  required: "{required}",
  granted: "{granted}",
});
const limited = (message: string) =>
  say(429, "RATE_LIMIT_EXCEEDED", message, { limit: "{limit}", window: "{window}", retry_after: "{retryAfter}" });

export const standard: Dialect = {
  name: "standard",
  title: "Standard (example vendor)",
  carriers: [{ in: "header", name: "Authorization", schemes: [{ scheme: "Bearer", carries: "key" }], unreadableAs: "malformed" }],
  keyShape: { prefix: "sk_", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" },
  tokens: null,
  permissions: ["read", "write", "admin", "webhook"],
  // "Full administrative access": opens everything.
  openingPermission: "admin",
  purposes: [
    { purpose: "development", label: "Development", permissions: ["read", "write"] },
    { purpose: "production", label: "Production", permissions: ["read", "write"] },
    { purpose: "read-only", label: "Read-only", permissions: ["read"] },
    { purpose: "admin", label: "Admin", permissions: ["admin"] },
  ],
  tenantHeader: null,
  challenge: 'Bearer realm="{api}"',
  httpsOnly: false,
  wording: {
    bad_request: say(400, "BAD_REQUEST", "The request is malformed. {detail}"),
    https_required: say(403, "HTTPS_REQUIRED", "Use HTTPS for all API requests.{support}"),
    several: say(400, "MULTIPLE_API_KEYS", "More than one API key was sent. Send exactly one.", { header: "Authorization" }),
    missing,
    malformed: missing,
    extra_spaces: missing,
    wrong_prefix: invalid,
    wrong_format: invalid,
    bad_checksum: invalid,
    unknown: invalid,
    invalid_token: invalid,
    revoked: invalid,
    paused: invalid,
    expired: say(401, "EXPIRED_API_KEY", "The API key has expired", { expired_at: "{expiredAt}" }),
    address_not_allowed: forbidden,
    unknown_tenant: say(400, "BAD_REQUEST", "The tenant is unknown."),
    wrong_tenant: forbidden,
    not_found: say(404, "NOT_FOUND", "There is no such endpoint."),
    method_not_allowed: say(405, "METHOD_NOT_ALLOWED", "This endpoint does not accept this method.", { allowed: "{allow}" }),
    missing_permission: forbidden,
    endpoint_not_granted: forbidden,
    plan_restricted: forbidden,
    cost_above_limit: forbidden,
    rate_limited: limited("Rate limit exceeded. Please try again later."),
    quota_exceeded: limited("The quota of your plan is spent. Please try again later."),
    too_many_failures: limited("Too many failed authentications. Please try again later."),
    body_too_large: say(413, "BODY_TOO_LARGE", "The request body is too large."),
    upstream_unreachable: say(502, "UPSTREAM_UNREACHABLE", "The service behind this API could not be reached."),
    unavailable: say(503, "UNAVAILABLE", "The service is temporarily unavailable."),
    upstream_timeout: say(504, "UPSTREAM_TIMEOUT", "The service behind this API did not answer in time."),
    not_implemented: say(501, "NOT_IMPLEMENTED", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "API_KEY", baseUrl: null },
  exampleCall: { method: "POST", path: "/v1/generate", body: { prompt: "Hello, world!", model: "gpt-4" } },
};
