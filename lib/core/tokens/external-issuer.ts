// An issuer outside this instance whose tokens an API trusts: what its keys may be, and what its claims mean here.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";
import { readUuid } from "@/lib/core/schemas/texts";
import { type ClaimsRefusal, judgeClaims } from "./judge-claims";
import { judgeKey } from "./key-quality";
import type { PublicAlgorithm } from "./public-algorithms";
import { KEY_TYPES } from "./select-keys";
import type { TokenProfile, TrustedKey, VerifiedToken } from "./token-profile";

/** The issuer as an API trusts it. Claims are named as they stand in the token, or by their path with dots. */
export interface ExternalIssuer {
  /** What tokens must say in `iss`. */
  readonly issuer: string;
  /** Where its keys are; null = where its own documents say. */
  readonly jwksUrl: string | null;
  /** What tokens must be for; null = the audience of the API's dialect, where it has one. */
  readonly audience: string | null;
  readonly algorithms: readonly PublicAlgorithm[];
  /** null = the claim of the API's dialect. */
  readonly permissionsClaim: string | null;
  /** Names the tenant, by its UUID; null = its tokens are of no tenant. */
  readonly tenantClaim: string | null;
  readonly subjectClaim: string;
  /** What each of its names allows here; null = its names are ours. */
  readonly permissions: Readonly<Record<string, readonly string[]>> | null;
}

/** Types of tokens that are there for access. Others are signed by the same keys for something else (RFC 8725 §3.11). */
const ACCESS_TYPES: readonly (string | null)[] = [null, "jwt", "at+jwt", "application/at+jwt"];

/** More keys are no key set, but somebody's attempt to keep us busy. */
const MOST_KEYS = 50;

/** What only we may say of a token, and what would be mistaken for it. */
const OUR_CLAIMS: readonly string[] = ["kfk", "kfd", "tid", "sid", "anc", "applicationId", "client_id"];

/** Whether a token of that `typ` (in lower case; null = none) may be one for access. */
export function isAccessType(type: string | null): boolean {
  return ACCESS_TYPES.includes(type);
}

/** The keys of a JWK set (RFC 7517 §5) that are fit for the allowed algorithms; null = it is no key set. What is unfit is left out (§5). */
export function readKeySet(
  value: Json,
  { issuer, algorithms }: Pick<ExternalIssuer, "issuer" | "algorithms">,
): readonly TrustedKey[] | null {
  if (!isJsonObject(value) || !isJsonList(value.keys)) return null;
  return value.keys
    .filter((jwk) => isJsonObject(jwk))
    .slice(0, MOST_KEYS)
    .flatMap((jwk) =>
      algorithms
        .filter((alg) => jwk.kty === KEY_TYPES[alg] && judgeKey(alg, jwk) === null)
        .map((alg) => ({ kid: typeof jwk.kid === "string" ? jwk.kid : "", alg, jwk, issuer })),
    );
}

/**
 * What a token says here whose signature by one of the issuer's keys holds. Its own `kfk`, `kfd` and `tid` are an outsider's word and
 * dropped; where a claim names the tenant, a token without a tenant's UUID in it is refused, since it would otherwise be of all of them.
 */
export function judgeExternalToken(
  claims: Readonly<Record<string, unknown>>,
  profile: TokenProfile,
  trust: ExternalIssuer,
  nowMs: number,
): VerifiedToken | ClaimsRefusal {
  const said = claims as JsonObject;
  const tenant = trust.tenantClaim === null ? null : readTenant(claimAt(said, trust.tenantClaim));
  if (tenant === undefined) return "invalid_token";
  const mapped: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(said).filter(([name]) => !OUR_CLAIMS.includes(name))),
    sub: claimAt(said, trust.subjectClaim),
    [profile.permissionsClaim]: claimAt(said, trust.permissionsClaim ?? profile.permissionsClaim),
    ...(tenant === null ? {} : { tid: tenant }),
  };
  const token = judgeClaims(mapped, { ...profile, audience: trust.audience ?? profile.audience }, nowMs);
  return typeof token === "string" ? token : { ...token, permissions: permissionsOf(token.permissions, trust.permissions) };
}

/** undefined = there is none where one must be. */
function readTenant(value: Json | undefined): string | undefined {
  return typeof value === "string" ? (readUuid(value) ?? undefined) : undefined;
}

/** A claim of that name comes before a path of that spelling. */
function claimAt(claims: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: Json | undefined = claims;
  for (const part of name.split(".")) {
    if (!isJsonObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function permissionsOf(names: readonly string[], mapping: ExternalIssuer["permissions"]): readonly string[] {
  if (mapping === null) return names;
  return [...new Set(names.flatMap((name) => (Object.hasOwn(mapping, name) ? (mapping[name] ?? []) : [])))];
}
