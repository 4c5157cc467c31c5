// The dialect of the Infuzu authentication page (vendor page 002): three carriers, exactly one of them per request.
import type { Dialect, Wording } from "./dialect";

const say = (status: number, code: string, message: string): Wording => ({ status, body: { errors: [{ code, message }] } });

// The page has two texts for invalid_api_key: its example body (unknown key) and its table (revoked key).
const unknown = say(401, "invalid_api_key", "The provided API key is invalid");
const revoked = say(401, "invalid_api_key", "Provided API key is invalid or revoked");
const malformed = say(401, "invalid_authorization_header", "Malformed Bearer token (missing prefix or invalid format)");
const forbidden = say(403, "insufficient_permissions", "The API key lacks the permission for this endpoint.{support}");
const limited = (message: string) => say(429, "rate_limit_exceeded", message);

export const infuzu: Dialect = {
  name: "infuzu",
  title: "Infuzu",
  carriers: [
    // "Headers are case-sensitive": served literally only with `strictHeaderCase`, since HTTP/2 lower-cases every name.
    { in: "header", name: "Infuzu-API-Key", schemes: [{ scheme: null, carries: "key" }], unreadableAs: "wrong_format" },
    { in: "header", name: "X-Infuzu-API-Key", schemes: [{ scheme: null, carries: "key" }], unreadableAs: "wrong_format" },
    { in: "header", name: "Authorization", schemes: [{ scheme: "Bearer", carries: "key" }], unreadableAs: "malformed" },
  ],
  keyShape: { prefix: "infuzu_", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" },
  tokens: null,
  permissions: null,
  openingPermission: null,
  purposes: [
    { purpose: "development", label: "Development", permissions: ["read", "write"] },
    { purpose: "production", label: "Production", permissions: ["read", "write"] },
    { purpose: "read-only", label: "Read-only", permissions: ["read"] },
    { purpose: "admin", label: "Admin", permissions: ["admin"] },
  ],
  tenantHeader: null,
  challenge: 'Bearer realm="{api}"',
  // "All API requests must use HTTPS."
  httpsOnly: true,
  wording: {
    bad_request: say(400, "bad_request", "The request is malformed. {detail}"),
    https_required: say(403, "https_required", "All API requests must use HTTPS.{support}"),
    several: say(400, "multiple_api_keys", "Multiple authentication headers detected"),
    missing: say(401, "missing_api_key", "No authentication headers provided"),
    malformed,
    extra_spaces: malformed,
    wrong_prefix: unknown,
    wrong_format: unknown,
    bad_checksum: unknown,
    unknown,
    invalid_token: unknown,
    revoked,
    paused: revoked,
    expired: revoked,
    address_not_allowed: forbidden,
    unknown_tenant: say(400, "bad_request", "The tenant is unknown."),
    wrong_tenant: forbidden,
    not_found: say(404, "not_found", "There is no such endpoint."),
    method_not_allowed: say(405, "method_not_allowed", "This endpoint does not accept this method."),
    missing_permission: forbidden,
    endpoint_not_granted: forbidden,
    plan_restricted: forbidden,
    cost_above_limit: forbidden,
    rate_limited: limited("Rate limit of {limit} per {window} exceeded. Try again in {retryAfter} seconds."),
    quota_exceeded: limited("The quota of your plan is spent. Try again in {retryAfter} seconds."),
    too_many_failures: limited("Too many failed authentications. Try again in {retryAfter} seconds."),
    body_too_large: say(413, "body_too_large", "The request body is too large."),
    upstream_unreachable: say(502, "upstream_unreachable", "The service behind this API could not be reached."),
    unavailable: say(503, "unavailable", "The service is temporarily unavailable."),
    upstream_timeout: say(504, "upstream_timeout", "The service behind this API did not answer in time."),
    not_implemented: say(501, "not_implemented", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "INFUZU_API_KEY", baseUrl: null },
  // The page's own client is `create_chat_completion(messages=[...])`.
  exampleCall: {
    method: "POST",
    path: "/v1/chat/completions",
    body: { model: "sample-model", messages: [{ role: "user", content: "Hello, world!" }] },
  },
};
