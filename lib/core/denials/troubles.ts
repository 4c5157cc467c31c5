// What clients meet when something is wrong, by the status they see: what to check first, and the refusals it may stand for.
import type { DenialCode } from "@/lib/core/denials/denial";

/** One status, or several that are looked into alike. */
export interface Trouble {
  /** The anchor. */
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** What vendors tell their own clients to check. */
  readonly hints: readonly string[];
  readonly codes: readonly DenialCode[];
}

/** Every denial stands in one of them, under the status that most dialects give it. */
export const TROUBLES: readonly Trouble[] = [
  {
    id: "status-401",
    title: "401 Unauthorized",
    lead: "The key is missing, invalid, or incorrectly formatted. The request reached nothing, and no limit was touched.",
    hints: [
      'Verify that the key begins with the prefix of its kind, such as "sk-fusion-".',
      "Check the format of the header: the word Bearer, one space, the key; or the key alone, where the dialect has it so.",
      "Ensure that there are no extra spaces or characters in the key, at its end above all.",
      "Check the clock of the machine that makes tokens.",
      "Check that the key is for this API: each key opens one.",
    ],
    codes: [
      "missing",
      "malformed",
      "extra_spaces",
      "wrong_prefix",
      "wrong_format",
      "bad_checksum",
      "unknown",
      "invalid_token",
      "revoked",
      "paused",
      "expired",
    ],
  },
  {
    id: "status-403",
    title: "403 Forbidden",
    lead: "The key is valid but does not have the required permissions. FusionAuth has no 403 for this: there a forbidden endpoint is 401 and another tenant's object 404.",
    hints: [
      "Check the plan and its limits, and that the endpoint is included in it.",
      "Check that the address starts with https://.",
      "Contact whoever runs this API if you believe this is an error. The request id in X-Request-Id tells them which request it was.",
    ],
    codes: [
      "missing_permission",
      "endpoint_not_granted",
      "address_not_allowed",
      "wrong_tenant",
      "plan_restricted",
      "cost_above_limit",
      "https_required",
    ],
  },
  {
    id: "status-429",
    title: "429 Too Many Requests",
    lead: "A limit is reached. Retry-After says after how many whole seconds the same request passes if nothing else is sent meanwhile. Fusion AI answers a spent quota with 403.",
    hints: [
      "Wait as long as Retry-After says; without it, wait twice as long after every try (exponential backoff).",
      "Read X-RateLimit-Remaining of every answer, and slow down before it is 0.",
      "The limit belongs to the key: another header, another machine or a repeated call does not change it.",
    ],
    codes: ["rate_limited", "quota_exceeded", "too_many_failures"],
  },
  {
    id: "status-400",
    title: "400 Bad Request",
    lead: "The request itself is at fault, before any key is looked at.",
    hints: ["Remove duplicate authentication headers from the request.", "Libraries often add an Authorization header of their own."],
    codes: ["several", "bad_request", "unknown_tenant"],
  },
  {
    id: "status-404",
    title: "404 Not Found, 405 Method Not Allowed",
    lead: "The key is good, but there is nothing at this path, or not for this method.",
    hints: ["Compare the path and the method with the endpoints of the API, letter by letter."],
    codes: ["not_found", "method_not_allowed"],
  },
  {
    id: "status-5xx",
    title: "413, 501, 502, 503, 504",
    lead: "The request was let through or could not be decided; sending it again later may help.",
    hints: [],
    codes: ["body_too_large", "upstream_unreachable", "upstream_timeout", "unavailable", "not_implemented"],
  },
];
