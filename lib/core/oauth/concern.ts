// Which tokens are an OAuth client's concern: those of its API and tenant, or of its application.
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";

/** A client as far as tokens are concerned. The API of a key is where the token was verified. */
export type TokenHolder =
  | { readonly kind: "key"; readonly keyId: string; readonly tenantId: string | null }
  | { readonly kind: "application"; readonly id: string; readonly tenantId: string };

/** Whether it may learn what the token says (RFC 7662 §4). Tokens of somebody else's issuer are not ours to vouch for. */
export function concerns(holder: TokenHolder, token: VerifiedToken): boolean {
  if (token.own === undefined) return false;
  if (holder.kind === "application") return isOfApplication(holder, token);
  return holder.tenantId === null || token.claims.tid === holder.tenantId;
}

/** Whether the token was issued to it, so that it may end it (RFC 7009 §2.1). */
export function isIssuedTo(holder: TokenHolder, token: VerifiedToken): boolean {
  if (holder.kind === "application") return token.own !== undefined && isOfApplication(holder, token);
  return token.own?.key?.id === holder.keyId;
}

function isOfApplication({ id, tenantId }: TokenHolder & { readonly kind: "application" }, { claims }: VerifiedToken): boolean {
  return claims.tid === tenantId && (claims.applicationId ?? claims.client_id) === id;
}
