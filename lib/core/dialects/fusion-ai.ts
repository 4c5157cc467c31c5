// The dialect of the Fusion AI authentication page (vendor page 000): `Authorization: Bearer` with a key or an RS256 token.
import type { Dialect, Wording } from "./dialect";

// The page gives no error bodies, only three troubleshooting hints; its clients read the envelope of the API family it copies.
const say = (status: number, type: string, code: string, message: string): Wording => ({
  status,
  body: { error: { message, type, code, param: null } },
});
const unauthenticated = (code: string, message: string) => say(401, "authentication_error", code, message);
const forbidden = (code: string, message: string) => say(403, "permission_error", code, `${message}{support}`);
const invalid = (message: string) => unauthenticated("invalid_api_key", message);

const PREFIX_HINT = 'Your API key is invalid. Verify your API key starts with "sk-fusion-".';
const FORMAT_HINT = 'Check the Authorization header format: "Bearer sk-fusion-...".';
const SPACES_HINT = "Your API key is incorrectly formatted. Ensure no extra spaces or characters in the key.";
const LACKS_PERMISSION = "Your API key is valid but doesn't have required permissions.";
const NOT_IN_PLAN = "Check your account plan and limits. Verify the endpoint is included in your plan.";

export const fusionAi: Dialect = {
  name: "fusion-ai",
  title: "Fusion AI",
  carriers: [{ in: "header", name: "Authorization", schemes: [{ scheme: "Bearer", carries: "key-or-token" }], unreadableAs: "malformed" }],
  // 56 characters: 10 of prefix, 40 random, 6 of checksum.
  keyShape: { prefix: "sk-fusion-", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" },
  tokens: { types: ["JWT"], issuer: "fusion-ai", audience: "api.mcp4.ai", permissionsClaim: "scope", leewaySeconds: 60 },
  permissions: ["chat", "models", "account"],
  openingPermission: null,
  purposes: [
    { purpose: "development", label: "Development", permissions: ["chat", "models"] },
    { purpose: "production", label: "Production", permissions: ["chat", "models"] },
    { purpose: "read-only", label: "Read-only", permissions: ["models"] },
    { purpose: "admin", label: "Admin", permissions: ["chat", "models", "account"] },
  ],
  tenantHeader: null,
  challenge: 'Bearer realm="{api}"',
  httpsOnly: false,
  wording: {
    bad_request: say(400, "invalid_request_error", "bad_request", "The request is malformed. {detail}"),
    https_required: forbidden("https_required", "Use HTTPS for all API requests."),
    several: say(400, "invalid_request_error", "multiple_credentials", "More than one credential was sent. Send exactly one."),
    missing: unauthenticated("missing_api_key", `Your API key is missing. ${FORMAT_HINT}`),
    malformed: invalid(`Your API key is incorrectly formatted. ${FORMAT_HINT}`),
    extra_spaces: invalid(SPACES_HINT),
    wrong_prefix: invalid(PREFIX_HINT),
    wrong_format: invalid(SPACES_HINT),
    bad_checksum: invalid("Your API key is invalid. Ensure no extra spaces or characters in the key."),
    unknown: invalid("Your API key is invalid."),
    invalid_token: invalid("Your token is invalid."),
    revoked: invalid("Your API key is invalid."),
    paused: invalid("Your API key is invalid."),
    expired: invalid("Your API key or token has expired."),
    address_not_allowed: forbidden("insufficient_permissions", LACKS_PERMISSION),
    unknown_tenant: say(400, "invalid_request_error", "bad_request", "The tenant is unknown."),
    wrong_tenant: forbidden("insufficient_permissions", LACKS_PERMISSION),
    not_found: say(404, "invalid_request_error", "not_found", "There is no such endpoint."),
    method_not_allowed: say(405, "invalid_request_error", "method_not_allowed", "This endpoint does not accept this method."),
    missing_permission: forbidden("insufficient_permissions", LACKS_PERMISSION),
    endpoint_not_granted: forbidden("insufficient_permissions", LACKS_PERMISSION),
    plan_restricted: forbidden("plan_restricted", NOT_IN_PLAN),
    cost_above_limit: forbidden("plan_restricted", NOT_IN_PLAN),
    rate_limited: say(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit of {limit} per {window} exceeded."),
    // The page sends spent plans to 403: "Check your account plan and limits".
    quota_exceeded: forbidden("plan_restricted", NOT_IN_PLAN),
    too_many_failures: say(429, "rate_limit_error", "rate_limit_exceeded", "Too many failed authentications. Try again later."),
    body_too_large: say(413, "invalid_request_error", "body_too_large", "The request body is too large."),
    upstream_unreachable: say(502, "api_error", "upstream_unreachable", "The service behind this API could not be reached."),
    unavailable: say(503, "api_error", "unavailable", "The service is temporarily unavailable."),
    upstream_timeout: say(504, "api_error", "upstream_timeout", "The service behind this API did not answer in time."),
    not_implemented: say(501, "invalid_request_error", "not_implemented", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "FUSION_AI_API_KEY", baseUrl: "FUSION_AI_BASE_URL" },
  exampleCall: { method: "POST", path: "/chat", body: { prompt: "Hello, world!", provider: "neuroswitch" } },
};
