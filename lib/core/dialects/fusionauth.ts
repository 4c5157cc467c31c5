// The dialect of the FusionAuth authentication page (vendor page 004), spoken by the management API under `/api`.
import type { Dialect, Wording } from "./dialect";

const general = (status: number, code: string, message: string): Wording => ({
  status,
  body: { generalErrors: [{ code, message }] },
});
const empty = (status: number): Wording => ({ status, body: null, empty: true });

// "All secured APIs … will return an 401 Unauthorized response": no body, whatever the reason.
const unauthorized = empty(401);
const limited = (message: string) => general(429, "[RateLimitExceeded]", message);

export const fusionauth: Dialect = {
  name: "fusionauth",
  title: "FusionAuth",
  carriers: [
    {
      in: "header",
      name: "Authorization",
      // The bare value is an API key; `Bearer <api key>` is not one. "Prior to version 1.12.0 only the JWT schema was available."
      schemes: [
        { scheme: "Bearer", carries: "token" },
        { scheme: "JWT", carries: "token" },
        { scheme: null, carries: "key" },
      ],
      unreadableAs: "malformed",
    },
    // The page prints `curl -H 'Bearer: eyJ…'`: an erratum, accepted only where an API asks for it.
    {
      in: "header",
      name: "Bearer",
      schemes: [{ scheme: null, carries: "token" }],
      onlyWith: "lenientBearerHeader",
      unreadableAs: "malformed",
    },
    // "If a cookie is provided on a request that accepts an API key or an JWT, the API key will be preferred."
    { in: "cookie", name: "access_token", carries: "token" },
  ],
  keyShape: { prefix: "", alphabet: "base64url", randomLength: 43, checksum: null },
  tokens: { types: [], issuer: null, audience: null, permissionsClaim: "roles", leewaySeconds: 60 },
  permissions: null,
  openingPermission: null,
  purposes: [
    { purpose: "development", label: "Development", permissions: ["*"] },
    { purpose: "production", label: "Production", permissions: ["*"] },
    { purpose: "read-only", label: "Read-only", permissions: ["*"] },
    { purpose: "admin", label: "Admin", permissions: ["*"] },
  ],
  tenantHeader: "X-FusionAuth-TenantId",
  challenge: 'Bearer realm="{api}"',
  httpsOnly: false,
  wording: {
    bad_request: general(400, "[BadRequest]", "The request is malformed. {detail}"),
    https_required: general(403, "[HttpsRequired]", "All API requests must use HTTPS.{support}"),
    several: general(400, "[MultipleCredentials]", "More than one credential was sent. Send exactly one."),
    missing: unauthorized,
    malformed: unauthorized,
    extra_spaces: unauthorized,
    wrong_prefix: unauthorized,
    wrong_format: unauthorized,
    bad_checksum: unauthorized,
    unknown: unauthorized,
    invalid_token: unauthorized,
    revoked: unauthorized,
    paused: unauthorized,
    expired: unauthorized,
    address_not_allowed: unauthorized,
    unknown_tenant: {
      status: 400,
      body: {
        fieldErrors: { tenantId: [{ code: "[invalid]tenantId", message: "The tenant Id is not valid or there is no such tenant." }] },
      },
    },
    // "the API will return an error indicating the object could not be found by returning a 404 status code"
    wrong_tenant: empty(404),
    not_found: empty(404),
    method_not_allowed: general(405, "[MethodNotAllowed]", "This endpoint does not accept this method. Allowed: {allow}."),
    missing_permission: unauthorized,
    endpoint_not_granted: unauthorized,
    plan_restricted: general(403, "[PlanRestricted]", "The plan of this API key does not include this endpoint.{support}"),
    cost_above_limit: general(403, "[PlanRestricted]", "The plan of this API key does not include a request of this cost.{support}"),
    rate_limited: limited("Rate limit of {limit} per {window} exceeded. Try again in {retryAfter} seconds."),
    quota_exceeded: limited("The quota of this plan is spent. Try again in {retryAfter} seconds."),
    too_many_failures: limited("Too many failed authentications. Try again in {retryAfter} seconds."),
    body_too_large: general(413, "[BodyTooLarge]", "The request body is too large."),
    upstream_unreachable: general(502, "[UpstreamUnreachable]", "The service behind this API could not be reached."),
    unavailable: general(503, "[Unavailable]", "The service is temporarily unavailable."),
    upstream_timeout: general(504, "[UpstreamTimeout]", "The service behind this API did not answer in time."),
    not_implemented: general(501, "[NotImplemented]", "This endpoint does not support that protocol."),
  },
  snippetVariables: { key: "FUSIONAUTH_API_KEY", baseUrl: "FUSIONAUTH_URL" },
  exampleCall: { method: "GET", path: "/api/tenant", body: null },
  // "the API key is simply a string, so you may call it super-secret-key if you'd like"
  acceptsTypedSecrets: true,
};
