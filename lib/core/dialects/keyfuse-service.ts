// The dialect of Keyfuse's own service endpoints (`POST /v1/verify`): a service key as bearer, `{error:{code,message}}`.
import type { Dialect, Wording } from "./dialect";

const say = (status: number, code: string, message: string): Wording => ({ status, body: { error: { code, message } } });

const invalid = say(401, "invalid_service_key", "The service key is missing, unknown, revoked or expired.");
const forbidden = say(403, "insufficient_permissions", "This service key lacks the permission {required}.{support}");
const limited = say(429, "rate_limit_exceeded", "Rate limit of {limit} per {window} exceeded. Try again in {retryAfter} seconds.");

export const keyfuseService: Dialect = {
  name: "keyfuse-service",
  title: "Keyfuse service keys",
  carriers: [{ in: "header", name: "Authorization", schemes: [{ scheme: "Bearer", carries: "key" }], unreadableAs: "malformed" }],
  keyShape: { prefix: "kfs_", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" },
  tokens: null,
  permissions: ["keys:verify"],
  openingPermission: null,
  purposes: [{ purpose: "production", label: "Backend", permissions: ["keys:verify"] }],
  tenantHeader: null,
  challenge: 'Bearer realm="keyfuse"',
  httpsOnly: false,
  wording: {
    bad_request: say(400, "bad_request", "The request is malformed. {detail}"),
    https_required: say(403, "https_required", "All requests must use HTTPS.{support}"),
    several: say(400, "multiple_credentials", "More than one credential was sent. Send exactly one."),
    missing: invalid,
    malformed: invalid,
    extra_spaces: invalid,
    wrong_prefix: invalid,
    wrong_format: invalid,
    bad_checksum: invalid,
    unknown: invalid,
    invalid_token: invalid,
    revoked: invalid,
    paused: invalid,
    expired: invalid,
    address_not_allowed: forbidden,
    unknown_tenant: say(400, "bad_request", "The tenant is unknown."),
    wrong_tenant: forbidden,
    not_found: say(404, "not_found", "There is no such endpoint."),
    method_not_allowed: say(405, "method_not_allowed", "This endpoint does not accept this method. Allowed: {allow}."),
    missing_permission: forbidden,
    endpoint_not_granted: forbidden,
    plan_restricted: forbidden,
    cost_above_limit: forbidden,
    rate_limited: limited,
    quota_exceeded: limited,
    too_many_failures: say(429, "rate_limit_exceeded", "Too many failed authentications. Try again in {retryAfter} seconds."),
    body_too_large: say(413, "body_too_large", "The request body is too large."),
    upstream_unreachable: say(502, "upstream_unreachable", "The service could not be reached."),
    unavailable: say(503, "unavailable", "The service is temporarily unavailable."),
    upstream_timeout: say(504, "upstream_timeout", "The service did not answer in time."),
    not_implemented: say(501, "not_implemented", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "KEYFUSE_SERVICE_KEY", baseUrl: "KEYFUSE_URL" },
  exampleCall: { method: "POST", path: "/v1/verify", body: { key: "the key that your client presented" } },
};
