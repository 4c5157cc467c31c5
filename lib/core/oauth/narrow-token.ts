// What a token exchange makes of a token (RFC 8693): the same claims with less in them.
import { isJsonList, type JsonObject } from "@/lib/core/json";
import type { TokenProfile, VerifiedToken } from "@/lib/core/tokens/token-profile";
import { type OauthError, oauthError } from "./oauth-error";
import type { FormParameters } from "./read-form";
import { readScope } from "./scope";

/** RFC 8693 §3. Both name what is issued here. */
const TOKEN_TYPES: readonly string[] = ["urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:jwt"];
/** The type of what an exchange gives. */
export const ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

/** A longer chain of exchanges is a loop. */
const MOST_ANCESTORS = 8;

/** What an exchange asks for, once it is well-formed. */
export interface ExchangeRequest {
  readonly subjectToken: string;
  readonly scope: readonly string[] | null;
  /** What the token is to be good for, as `audience` or `resource`; null = what the subject token is good for. */
  readonly audience: string | null;
}

/** The claims of the new token but for its id and its end. */
export interface NarrowedToken {
  /** The header's `typ`. */
  readonly type: string;
  readonly claims: JsonObject;
  readonly permissions: readonly string[];
  /** It must not live beyond this instant. */
  readonly notAfterMs: number;
}

/** Reads the parameters of the grant. Acting for somebody would widen: an `actor_token` is refused. */
export function readExchange(form: FormParameters): ExchangeRequest | OauthError {
  const subjectToken = form.get("subject_token");
  const scope = form.get("scope");
  if (subjectToken === undefined) return oauthError("invalid_request", "The exchange needs a subject_token.");
  if (!TOKEN_TYPES.includes(form.get("subject_token_type") ?? "")) {
    return oauthError("invalid_request", "The subject_token_type must be that of an access token.");
  }
  if (form.has("actor_token") || form.has("actor_token_type"))
    return oauthError("invalid_request", "Nobody can act for somebody else here.");
  if (!TOKEN_TYPES.includes(form.get("requested_token_type") ?? ACCESS_TOKEN_TYPE)) {
    return oauthError("invalid_request", "Only access tokens can be requested.");
  }
  if (form.has("audience") && form.has("resource")) return oauthError("invalid_target", "Name one audience or one resource.");
  const names = scope === undefined ? null : readScope(scope);
  if (scope !== undefined && names === null)
    return oauthError("invalid_scope", "The scope is not a list of names separated by single spaces.");
  return { subjectToken, scope: names, audience: form.get("audience") ?? form.get("resource") ?? null };
}

/**
 * Narrows a token whose signature, times and standing hold; `type` is its header's. It stays the subject's, with the limits that it has,
 * and counts as issued when the subject token was: whatever revokes that one revokes this one, too.
 */
export function narrowToken(
  token: VerifiedToken,
  type: string,
  { permissionsClaim }: Pick<TokenProfile, "permissionsClaim">,
  asked: Pick<ExchangeRequest, "scope" | "audience">,
): NarrowedToken | OauthError {
  const claims = token.claims as JsonObject;
  const permissions = asked.scope ?? token.permissions;
  const isSubset = permissions.every((name) => token.permissions.includes(name) || (name !== "*" && token.permissions.includes("*")));
  if (!isSubset) return oauthError("invalid_scope", "The scope asks for more than the subject_token has.");
  const audiences = isJsonList(claims.aud) ? claims.aud : [claims.aud];
  if (asked.audience !== null && !audiences.includes(asked.audience)) {
    return oauthError("invalid_target", "The subject_token is not good for that audience.");
  }
  const ancestors = [...(isJsonList(claims.anc) ? claims.anc : []), ...(token.tokenId === null ? [] : [token.tokenId])];
  if (ancestors.length > MOST_ANCESTORS) return oauthError("invalid_request", "The subject_token was exchanged too often already.");
  return {
    type,
    permissions,
    notAfterMs: token.expiresAtMs,
    claims: {
      ...claims,
      ...(asked.audience === null ? {} : { aud: asked.audience }),
      ...(asked.scope === null ? {} : narrowedPermissions(claims, permissionsClaim, permissions)),
      anc: ancestors,
    },
  };
}

/** In the way in which the token writes them; a second list of them (RFC 9068 has both) must not stay behind. */
function narrowedPermissions(
  claims: JsonObject,
  permissionsClaim: TokenProfile["permissionsClaim"],
  permissions: readonly string[],
): JsonObject {
  const names = new Set<string>([permissionsClaim, ...["scope", "roles"].filter((name) => Object.hasOwn(claims, name))]);
  return Object.fromEntries(
    [...names].map((name) => {
      const isList = isJsonList(claims[name]) || (claims[name] === undefined && name === "roles");
      return [name, isList ? [...permissions] : permissions.join(" ")];
    }),
  );
}
