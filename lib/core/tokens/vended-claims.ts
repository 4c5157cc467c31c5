// The claims of a token whose claims a caller chooses: what the caller may not say in it.
import type { JsonObject } from "@/lib/core/json";
import { spanClaims, type TokenSpan } from "./token-span";
import type { UnsignedToken } from "./user-claims";

/**
 * Claims that only we write. Those that name times and the token itself, and those by which we know our own tokens: with them a caller
 * could make itself a user, or a key.
 */
const RESERVED: ReadonlySet<string> = new Set(["exp", "iat", "jti", "tid", "sid", "tty", "auth_time", "kfk", "kfd", "kft"]);

/** Says that the token proves nobody here: it is refused wherever tokens of ours are taken. */
const VENDED = "vended";

/** In whose name it is made. */
export interface VendedFacts {
  readonly tenantId: string;
  /** Of the tenant. */
  readonly issuer: string;
  /** Whether the caller may speak for the whole instance, and so name an issuer; else it is the tenant's. */
  readonly mayNameIssuer: boolean;
}

/** The token with the caller's claims; reserved ones are ours, whatever the caller sent. */
export function vendedClaims(given: JsonObject, { tenantId, issuer, mayNameIssuer }: VendedFacts, span: TokenSpan): UnsignedToken {
  const own = Object.entries(given).filter(([name]) => !RESERVED.has(name));
  const claims = Object.fromEntries(own);
  const named = typeof claims.iss === "string" && claims.iss !== "" && mayNameIssuer ? claims.iss : issuer;
  return {
    type: "JWT",
    claims: {
      ...claims,
      iss: named,
      ...spanClaims(span),
      tid: tenantId,
      tty: VENDED,
    },
  };
}
