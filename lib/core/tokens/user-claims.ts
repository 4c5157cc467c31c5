// What a token of a tenant's user says, in each of the forms that an application can choose.
import type { JsonObject } from "@/lib/core/json";
import type { TokenForm } from "./token-settings";
import { spanClaims, type TokenSpan } from "./token-span";

/** Who signed in, where and how. */
export interface UserTokenFacts {
  readonly tenantId: string;
  /** Of the tenant. */
  readonly issuer: string;
  /** null = signed in to no application. */
  readonly applicationId: string | null;
  readonly user: { readonly id: string; readonly email: string | null; readonly username: string | null };
  /** What the user is registered with at the application. */
  readonly roles: readonly string[];
  /** The session whose refresh token goes with it; null = none. */
  readonly sessionId: string | null;
  /** As the vendor names it: `PASSWORD`, `REFRESH_TOKEN`, `JWT_SSO` … */
  readonly authenticationType: string;
  /** When the user last proved who they are. */
  readonly authenticatedAtMs: number;
}

/** A token before it is signed. */
export interface UnsignedToken {
  /** The header's `typ`. */
  readonly type: string;
  readonly claims: JsonObject;
}

const FORMS: Readonly<Record<TokenForm, (facts: UserTokenFacts, span: TokenSpan) => UnsignedToken>> = {
  fusionauth: (facts, span) => ({
    type: "JWT",
    claims: {
      ...audience(facts.applicationId),
      ...sessionClaims(facts, span),
      iss: facts.issuer,
      sub: facts.user.id,
      // The vendor's mark of an access token: an ID token says `id`.
      tty: "at",
      ...(facts.applicationId === null ? {} : { applicationId: facts.applicationId }),
      authenticationType: facts.authenticationType,
      ...(facts.user.email === null ? {} : { email: facts.user.email, email_verified: false }),
      ...(facts.user.username === null ? {} : { preferred_username: facts.user.username }),
      roles: [...facts.roles],
    },
  }),
  // RFC 9068 §2.2: `client_id` is required, `roles` is §2.2.3.1.
  rfc9068: (facts, span) => ({
    type: "at+jwt",
    claims: {
      aud: facts.applicationId ?? facts.issuer,
      ...sessionClaims(facts, span),
      iss: facts.issuer,
      sub: facts.user.id,
      client_id: facts.applicationId ?? facts.issuer,
      scope: facts.roles.filter((role) => !role.includes(" ")).join(" "),
      roles: [...facts.roles],
    },
  }),
  // Vendor page 000: `user_…`, an issuer that is no URL, a scope that is a list.
  "fusion-ai": (facts, span) => ({
    type: "JWT",
    claims: {
      aud: "api.mcp4.ai",
      ...sessionClaims(facts, span),
      iss: "fusion-ai",
      sub: `user_${facts.user.id}`,
      ...(facts.applicationId === null ? {} : { applicationId: facts.applicationId }),
      scope: [...facts.roles],
    },
  }),
};

/** Header type and claims of the user's token in that form. */
export function userClaims(form: TokenForm, facts: UserTokenFacts, span: TokenSpan): UnsignedToken {
  return FORMS[form](facts, span);
}

function sessionClaims(facts: UserTokenFacts, span: TokenSpan): JsonObject {
  return {
    ...spanClaims(span),
    auth_time: Math.floor(facts.authenticatedAtMs / 1000),
    tid: facts.tenantId,
    ...(facts.sessionId === null ? {} : { sid: facts.sessionId }),
  };
}

function audience(applicationId: string | null): JsonObject {
  return applicationId === null ? {} : { aud: applicationId };
}
