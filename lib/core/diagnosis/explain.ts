// Every refusal in plain words: what happened and what to do. A total table, so that a new refusal does not compile without its words.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { TokenFlaw } from "@/lib/core/tokens/token-flaw";
import { listed, seeClues } from "./clues";
import { carrierTexts, type Look } from "./look";

interface Words {
  readonly meaning: string;
  /** What to do in any case, after the likely causes. */
  readonly remedy: string;
}

/** What happened, and what to do about it with the most likely cause first. */
export interface Explanation {
  readonly meaning: string;
  readonly remedies: readonly string[];
}

/** The refusal of a request in plain words. */
export function explain(look: Look): Explanation {
  const { meaning, remedy } = WORDS[look.denial.code](look);
  const clues = seeClues(look);
  return { meaning, remedies: remedy === "" ? clues : [...clues, remedy] };
}

const COPY_AGAIN = "Copy the key again from where it is stored. A secret is shown only once: if it is lost, create a new key.";
const ASK_CONSOLE = "Nothing has to be changed about the key.";

const TOKEN_WORDS: Readonly<Record<TokenFlaw, (look: Look) => Words>> = {
  not_accepted: ({ api }) => ({ meaning: "This API takes no tokens.", remedy: `Send an API key: ${listed(carrierTexts(api))}.` }),
  not_a_token: () => ({
    meaning: "The token cannot be read: it is cut off or changed, or its header names a type or an extension that is not accepted here.",
    remedy: "Copy the token whole: three parts with a dot between each. Ask its issuer for a plain signed token (JWT).",
  }),
  unknown_kid: () => ({
    meaning: "The token is signed with a key (kid) that this API does not trust.",
    remedy: "Get a token from the issuer that this API trusts, or let an admin add the issuer's public key to the API.",
  }),
  other_algorithm: () => ({
    meaning: "The token is signed with another algorithm than the one its key is pinned to here.",
    remedy: "Have the token signed with the algorithm that was registered with its key.",
  }),
  other_issuer: ({ api }) => ({
    meaning: "The token's issuer (iss) is not one that this key may sign for.",
    remedy: api.dialect.tokens?.issuer
      ? `The issuer must be ${api.dialect.tokens.issuer}.`
      : "Get the token from the issuer that was registered with the key.",
  }),
  other_audience: ({ api }) => ({
    meaning: "The token is meant for another service: its audience (aud) is not this API's.",
    remedy: `Ask for a token whose audience is ${api.dialect.tokens?.audience ?? "this API"}.`,
  }),
  not_yet_valid: () => ({
    meaning: "The token is not valid yet (nbf, iat).",
    remedy: "Wait, or set the clock of the machine that issues tokens right.",
  }),
  lacks_claims: () => ({
    meaning: "The token lacks a claim that every token needs: exp (when it expires) and sub (whom it is about).",
    remedy: "Ask the issuer for tokens with both.",
  }),
  other_use: () => ({
    meaning:
      "The token names a key of this instance, but it is no access token for this API: it was made for another API, tenant or purpose, or changed after it was signed.",
    remedy: "Get an access token for this API: with one of its keys at /oauth2/token, or for users of the management API by signing in.",
  }),
  signature: () => ({
    meaning: "The token's signature does not hold: the token was changed after it was signed, or another key signed it.",
    remedy: "Get a new token from the issuer, and send it unchanged.",
  }),
};

const WORDS: Readonly<Record<DenialCode, (look: Look) => Words>> = {
  bad_request: ({ denial }) => ({
    meaning: `The request is refused before any key is read. ${denial.facts.detail ?? ""}`.trim(),
    remedy: "Mend the request line or the headers.",
  }),
  https_required: () => ({
    meaning: "The request comes over plain HTTP, where anybody on the way can read the key.",
    remedy: "Begin the URL with https://. A key that was sent over plain HTTP should be replaced.",
  }),
  several: () => ({ meaning: "More than one credential was sent, so none of them counts.", remedy: "Send exactly one." }),
  missing: ({ api }) => ({
    meaning: "No credential was found where this API reads it.",
    remedy: `Send ${listed(carrierTexts(api))}.`,
  }),
  malformed: ({ api }) => ({
    meaning: "The header is there, but its value cannot be read as a credential.",
    remedy: `It must read ${listed(carrierTexts(api))}.`,
  }),
  extra_spaces: ({ api }) => ({
    meaning: "There are spaces where none belong.",
    remedy: `It must read ${listed(carrierTexts(api))}.`,
  }),
  wrong_prefix: ({ api }) => ({
    meaning: `This is no key of this API: those begin with ${api.dialect.keyShape.prefix}.`,
    remedy: COPY_AGAIN,
  }),
  wrong_format: () => ({ meaning: "The key does not have the length and the characters that keys of this API have.", remedy: COPY_AGAIN }),
  bad_checksum: () => ({
    meaning: "The key's checksum is wrong: a character was lost, added or changed on the way.",
    remedy: COPY_AGAIN,
  }),
  unknown: () => ({
    meaning: "The format is right, but this API has no such key. It may have been deleted, or belong to another instance.",
    remedy: "Compare the last four characters with those in the list of API keys, and check that the client calls this instance.",
  }),
  invalid_token: (look) => TOKEN_WORDS[look.tokenFlaw ?? "not_a_token"](look),
  revoked: () => ({ meaning: "The key was revoked. That cannot be undone.", remedy: "Create a new key and give it to the client." }),
  paused: () => ({ meaning: "The key is paused.", remedy: "Resume it on its page." }),
  expired: ({ denial, record }) => ({
    meaning: denial.facts.expiredAt === undefined ? "The token has expired." : `The key expired at ${denial.facts.expiredAt}.`,
    remedy: record === null ? "Get a new token from the issuer." : "Create a new key with a later expiry and give it to the client.",
  }),
  address_not_allowed: ({ peer, record }) => ({
    meaning: `The key may be used from ${listed(record?.ipAllowList ?? [])} only, and ${peer} is not among them.`,
    remedy: "Test again with the client's own address. Where it has changed, create a key that allows the new one.",
  }),
  unknown_tenant: () => ({
    meaning: "The request names a tenant that does not exist.",
    remedy: "Take the tenant's id from the list of tenants.",
  }),
  wrong_tenant: ({ api }) => ({
    meaning: "The key belongs to one tenant, and the request names another.",
    remedy: `Leave ${api.dialect.tenantHeader ?? "the tenant header"} out, or use a key of that tenant or of none.`,
  }),
  not_found: ({ api }) => ({
    meaning: "The key is good, but the API has no such endpoint.",
    remedy: `Check the path against the endpoints of ${api.name}; a slash at the end makes it another path.`,
  }),
  method_not_allowed: ({ denial }) => ({
    meaning: "The endpoint does not take this method.",
    remedy: `It takes ${denial.facts.allow ?? "others"}.`,
  }),
  missing_permission: ({ denial }) => ({
    meaning: `The key is good, but the endpoint needs the permission ${denial.facts.required ?? ""}, which the key does not have.`,
    remedy: `Use a key with this permission, or create one: in the form, tick ${denial.facts.required ?? "it"} under Permissions.`,
  }),
  endpoint_not_granted: ({ denial, record }) => ({
    meaning:
      record?.kind === "token" || denial.facts.required === undefined
        ? "This endpoint is not open to this credential."
        : `The key opens some endpoints only, and ${denial.facts.required} is not among them.`,
    remedy: "Use a key that opens it, or create one: in the form, tick it under Endpoints.",
  }),
  plan_restricted: ({ record, api }) => ({
    meaning:
      record?.kind === "token"
        ? `The plan ${record.planName} of ${api.name} does not include tokens.`
        : `The key's plan ${record?.planName ?? ""} does not include this endpoint.`,
    remedy: "Use a key of a plan that includes it, or let an admin change the plan.",
  }),
  cost_above_limit: () => ({
    meaning: "One request of this endpoint costs more units than the plan allows at all.",
    remedy: "Use a key of a larger plan, or let an admin change the plan.",
  }),
  rate_limited: ({ denial }) => ({
    meaning: `The key is good, but its limit of ${denial.facts.limit} per ${denial.facts.window} is used up for now.`,
    remedy: `Try again in ${denial.facts.retryAfter} seconds. Clients should wait as long as Retry-After says.`,
  }),
  quota_exceeded: ({ denial }) => ({
    meaning: `The key is good, but its quota of ${denial.facts.limit} is spent.`,
    remedy:
      denial.facts.retryAfter === undefined
        ? "This quota never comes back. Use a key of another plan."
        : `It comes back in ${denial.facts.retryAfter} seconds. Use a key of a larger plan where that is too late.`,
  }),
  too_many_failures: () => ({
    meaning: "Too many requests from this address failed to authenticate.",
    remedy: "Mend the client, and wait a minute.",
  }),
  body_too_large: () => ({ meaning: "The body is larger than the API takes.", remedy: ASK_CONSOLE }),
  upstream_unreachable: () => ({ meaning: "The service behind the API could not be reached.", remedy: ASK_CONSOLE }),
  unavailable: () => ({ meaning: "The store of keys could not be asked just now.", remedy: "Try again in a moment." }),
  upstream_timeout: () => ({ meaning: "The service behind the API did not answer in time.", remedy: ASK_CONSOLE }),
  not_implemented: () => ({ meaning: "The endpoint does not speak this protocol.", remedy: ASK_CONSOLE }),
};
