// What each refusal means to people: when it happens and what to do about it.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { Dialect } from "@/lib/core/dialects/dialect";

/** A refusal in plain words. */
export interface DenialMeaning {
  /** A few words, as a heading. */
  readonly title: string;
  /** When it happens, in whole sentences. */
  readonly when: string;
  /** What whoever sent the request does about it. */
  readonly fix: string;
}

/** Total, so that a new denial does not compile without a meaning. */
export const DENIAL_MEANINGS: Readonly<Record<DenialCode, DenialMeaning>> = {
  bad_request: {
    title: "The request cannot be read",
    when: "The path, the query or a header cannot be read in one way only, or is too long; or the method is one that is never served.",
    fix: "Send the path as the API documents it, with every part escaped exactly once.",
  },
  https_required: {
    title: "Plain HTTP",
    when: "The request came over plain HTTP from another machine.",
    fix: "Call the address that starts with https://. Behind a reverse proxy, see that it passes X-Forwarded-Proto on and is trusted.",
  },
  several: {
    title: "More than one credential",
    when: "Two of the accepted headers were sent, or one of them twice, or two values in one header. None is tried: the request is refused whatever they are worth.",
    fix: "Send exactly one credential, in one header line.",
  },
  missing: {
    title: "No credential",
    when: "None of the accepted headers was sent, or it was empty. A key in the URL is no credential.",
    fix: "Send the key in the header that this API expects.",
  },
  malformed: {
    title: "The credential header cannot be read",
    when: "The header is there, but its value is not in the accepted form: the word before the key is missing or another one, or nothing follows it.",
    fix: "Write the header exactly as the example shows.",
  },
  extra_spaces: {
    title: "Spaces in the credential",
    when: "There is more than one space before the key, or a space within it.",
    fix: "Leave exactly one space before the key and none after it. Keys that were copied across two lines often hold one.",
  },
  wrong_prefix: {
    title: "Not a key of this kind",
    when: "The value does not begin as keys of this API do.",
    fix: "Check that the key belongs to this API, and that all of it was copied.",
  },
  wrong_format: {
    title: "Not the form of a key",
    when: "The value has another length, or other characters, than keys of this API.",
    fix: "Copy the whole key again, without quotes, commas or line ends.",
  },
  bad_checksum: {
    title: "A mistyped key",
    when: "The value looks like a key, but its last six characters do not fit the others: a character was changed on the way.",
    fix: "Copy the key again from where it is kept.",
  },
  unknown: {
    title: "No such key",
    when: "No key of this API has this secret. A key of another API reads the same.",
    fix: "Check that the key was made for this API on this instance. A lost secret cannot be looked up: create a new key.",
  },
  invalid_token: {
    title: "A token that does not count",
    when: "The token's signature, issuer, audience or times are wrong, or it was signed by a key that this API does not trust.",
    fix: "Fetch a new token, and compare its issuer and audience with what this API expects. Check the clock of whoever made it.",
  },
  revoked: {
    title: "Revoked",
    when: "Somebody revoked the key. That is for good.",
    fix: "Create a new key and use that.",
  },
  paused: {
    title: "Paused",
    when: "Somebody paused the key. It works again as soon as it is resumed.",
    fix: "Ask whoever manages the key to resume it.",
  },
  expired: {
    title: "Expired",
    when: "The key has reached its expiry, to the second.",
    fix: "Create a new key, or give this one a later expiry.",
  },
  address_not_allowed: {
    title: "From another address",
    when: "The key is confined to some addresses, and the request came from another one.",
    fix: "Call from an allowed address, or add this one to the key. Behind a reverse proxy, see that it is trusted: else every request seems to come from it.",
  },
  unknown_tenant: {
    title: "No such tenant",
    when: "The tenant header of a management call names no tenant.",
    fix: "Send the id of a tenant as the console lists it, or leave the header out.",
  },
  wrong_tenant: {
    title: "Another tenant",
    when: "The key belongs to one tenant and the request names another, or an object of another.",
    fix: "Leave the tenant header out, or use a key of that tenant.",
  },
  not_found: {
    title: "No such endpoint",
    when: "The key is good, but the path is not registered for this API. The request does not reach the API.",
    fix: "Compare the path with the endpoints of this API. A slash at the end makes it another path.",
  },
  method_not_allowed: {
    title: "Another method",
    when: "The path is registered, but not for this method. The request does not reach the API.",
    fix: "Use one of the methods that the Allow header names.",
  },
  missing_permission: {
    title: "Without the permission",
    when: "The key is good, but lacks the permission that this endpoint needs.",
    fix: "Add the permission to the key, or use a key that has it.",
  },
  endpoint_not_granted: {
    title: "Outside the key's endpoints",
    when: "The key is good, but confined to other endpoints or other methods.",
    fix: "Add the endpoint to the key, or use a key that opens it.",
  },
  plan_restricted: {
    title: "Outside the plan",
    when: "The plan of the key does not open this endpoint, or takes no tokens.",
    fix: "Put the key on another plan, or use one that has it.",
  },
  cost_above_limit: {
    title: "Costs more than the limit",
    when: "The endpoint costs more units than a window or the quota of the plan holds at all, so that waiting would not help.",
    fix: "Raise the limit of the plan, or lower the cost of the endpoint.",
  },
  rate_limited: {
    title: "Rate limit",
    when: "A window of the key's plan is full. A refused request takes nothing from any window.",
    fix: "Wait as many seconds as Retry-After says, then send it again. Spread calls, or ask for a plan with higher limits.",
  },
  quota_exceeded: {
    title: "Quota",
    when: "The quota of the key's plan is spent for this day, this month, or for good.",
    fix: "Wait until the quota begins anew, or ask for a larger plan.",
  },
  too_many_failures: {
    title: "Too many failures",
    when: "Too many requests with bad credentials came from this address within a minute. Requests with a good key still pass.",
    fix: "Correct the credential. Wait as many seconds as Retry-After says before another try.",
  },
  body_too_large: {
    title: "Body too large",
    when: "The body is larger than this API takes. It is never cut short.",
    fix: "Send less at once.",
  },
  upstream_unreachable: {
    title: "The API behind cannot be reached",
    when: "The request was let through, but the API behind Keyfuse did not accept the connection, or broke it off.",
    fix: "Try again later. For those who run it: is the upstream up, and is its address right?",
  },
  unavailable: {
    title: "Not available",
    when: "Keyfuse cannot decide at the moment. Nothing is let through meanwhile.",
    fix: "Try again after as many seconds as Retry-After says.",
  },
  upstream_timeout: {
    title: "The API behind is too slow",
    when: "The request was let through, but the API behind Keyfuse did not begin to answer in time.",
    fix: "Try again later, or ask for less at once.",
  },
  not_implemented: {
    title: "WebSocket where there is none",
    when: "The request asks for a WebSocket, and nothing here speaks it.",
    fix: "Send an ordinary request.",
  },
};

/** Refusals that depend on something that not every dialect has: why a dialect never gives them, or null when it does. */
const RESERVATIONS: Readonly<Partial<Record<DenialCode, (dialect: Dialect) => string | null>>> = {
  invalid_token: ({ tokens }) => (tokens === null ? "it accepts no tokens" : null),
  wrong_prefix: ({ keyShape }) => (keyShape.prefix === "" ? "its keys have no prefix" : null),
  bad_checksum: ({ keyShape }) => (keyShape.checksum === null ? "its keys have no checksum" : null),
  unknown_tenant: ({ tenantHeader }) => (tenantHeader === null ? "its requests name no tenant" : null),
  wrong_tenant: ({ tenantHeader }) => (tenantHeader === null ? "its requests name no tenant" : null),
};

/** Why requests of that dialect never meet a denial, or null when they may. */
export function whyNever(code: DenialCode, dialect: Dialect): string | null {
  return RESERVATIONS[code]?.(dialect) ?? null;
}
