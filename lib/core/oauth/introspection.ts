// What an OAuth client learns of a token that counts (RFC 7662 §2.2).
import type { IntrospectionAnswer } from "@/lib/core/schemas/oauth";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";

/** Whatever is wrong with a token, or whoever's it is: nobody learns more than this. */
export const INACTIVE: IntrospectionAnswer = { active: false };

/** The members for a token that counts. */
export function describeToken({
  claims,
  own,
  permissions,
  subject,
  issuer,
  tokenId,
  expiresAtMs,
  issuedAtMs,
}: VerifiedToken): IntrospectionAnswer {
  const named: IntrospectionAnswer = {
    active: true,
    scope: permissions.join(" "),
    client_id: own?.key?.publicId ?? textOf(claims.applicationId) ?? textOf(claims.client_id),
    username: textOf(claims.email) ?? textOf(claims.preferred_username),
    token_type: "Bearer",
    exp: Math.floor(expiresAtMs / 1000),
    iat: issuedAtMs === null ? undefined : Math.floor(issuedAtMs / 1000),
    sub: subject,
    aud: audienceOf(claims.aud),
    iss: issuer,
    jti: tokenId ?? undefined,
    tid: textOf(claims.tid),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as IntrospectionAnswer;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Verified: one audience or a list of them. */
function audienceOf(aud: unknown): string | string[] | undefined {
  return Array.isArray(aud) ? aud.filter((one) => typeof one === "string") : textOf(aud);
}
