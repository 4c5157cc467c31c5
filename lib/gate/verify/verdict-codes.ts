// What `POST /v1/verify` calls each denial: a total map, so that a new denial does not compile without a code.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { VerifyCode } from "@/lib/core/schemas/verify";

/** Denials that cannot come of verifying a key by value stand as FORBIDDEN: whatever refused it, it is not valid. */
export const VERIFY_CODES: Readonly<Record<DenialCode, Exclude<VerifyCode, "VALID">>> = {
  bad_request: "FORBIDDEN",
  https_required: "FORBIDDEN",
  several: "NOT_FOUND",
  missing: "NOT_FOUND",
  malformed: "NOT_FOUND",
  extra_spaces: "NOT_FOUND",
  wrong_prefix: "NOT_FOUND",
  wrong_format: "NOT_FOUND",
  bad_checksum: "NOT_FOUND",
  unknown: "NOT_FOUND",
  invalid_token: "NOT_FOUND",
  revoked: "REVOKED",
  paused: "PAUSED",
  expired: "EXPIRED",
  address_not_allowed: "ADDRESS_NOT_ALLOWED",
  unknown_tenant: "WRONG_TENANT",
  wrong_tenant: "WRONG_TENANT",
  not_found: "FORBIDDEN",
  method_not_allowed: "FORBIDDEN",
  missing_permission: "INSUFFICIENT_PERMISSIONS",
  endpoint_not_granted: "FORBIDDEN",
  plan_restricted: "FORBIDDEN",
  cost_above_limit: "FORBIDDEN",
  rate_limited: "RATE_LIMITED",
  quota_exceeded: "QUOTA_EXCEEDED",
  too_many_failures: "RATE_LIMITED",
  body_too_large: "FORBIDDEN",
  upstream_unreachable: "FORBIDDEN",
  unavailable: "FORBIDDEN",
  upstream_timeout: "FORBIDDEN",
  not_implemented: "FORBIDDEN",
};
