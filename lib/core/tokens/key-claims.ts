// What a token says that an API key got for itself: in the form of its API's dialect, with the limits of the key.
import type { JsonObject } from "@/lib/core/json";
import type { KeyRecord } from "@/lib/core/key-record";
import type { TokenProfile } from "./token-profile";
import type { TokenForm } from "./token-settings";
import { spanClaims, type TokenSpan } from "./token-span";
import type { UnsignedToken } from "./user-claims";

/** Whose token it is, and what it may do. */
export interface KeyTokenFacts {
  readonly record: KeyRecord & { readonly publicId: string };
  /** Out of the key's. */
  readonly permissions: readonly string[];
  /** Where the profile names no issuer of its own. */
  readonly issuer: string;
  /** Where the profile names no audience of its own. */
  readonly audience: string;
}

/** What every form starts with. */
interface Common extends JsonObject {
  readonly aud: string;
  readonly iss: string;
}

const FORMS: Readonly<Record<TokenForm, (facts: KeyTokenFacts, common: Common) => UnsignedToken>> = {
  // Vendor page 000: `user_` + digits, a scope that is a list.
  "fusion-ai": ({ record, permissions }, common) => ({
    type: "JWT",
    claims: { ...common, sub: `user_${record.publicId.replace(/^key_/, "")}`, scope: [...permissions] },
  }),
  fusionauth: ({ record, permissions }, common) => ({
    type: "JWT",
    claims: { ...common, sub: record.publicId, tty: "at", roles: [...permissions] },
  }),
  // RFC 9068 §2.2: without a user the subject is the client.
  rfc9068: ({ record, permissions }, common) => ({
    type: "at+jwt",
    claims: { ...common, sub: record.publicId, client_id: record.publicId, scope: permissions.join(" ") },
  }),
};

/** The form that a profile reads: by the claim in which it looks for permissions, and by its fixed issuer. */
export function formOf(profile: TokenProfile): TokenForm {
  if (profile.permissionsClaim === "roles") return "fusionauth";
  return profile.issuer === null ? "rfc9068" : "fusion-ai";
}

/** Header type and claims of a token of that key. */
export function keyClaims(profile: TokenProfile, facts: KeyTokenFacts, span: TokenSpan): UnsignedToken {
  const { record } = facts;
  return FORMS[formOf(profile)](facts, {
    aud: profile.audience ?? facts.audience,
    iss: profile.issuer ?? facts.issuer,
    ...spanClaims(span),
    ...(record.tenantId === null ? {} : { tid: record.tenantId }),
    kfk: record.publicId,
    kfd: {
      id: record.id,
      api: record.apiId,
      plan: record.planName,
      account: record.accountId,
      ...(Object.keys(record.endpoints).length === 0 ? {} : { endpoints: grantsClaim(record.endpoints) }),
      ...(record.ipAllowList.length === 0 ? {} : { addresses: [...record.ipAllowList] }),
    },
  });
}

function grantsClaim(grants: KeyRecord["endpoints"]): JsonObject {
  return Object.fromEntries(Object.entries(grants).map(([template, methods]) => [template, [...methods]]));
}
