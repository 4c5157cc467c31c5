// A verified token as a key record, so that one table of checks serves keys and tokens.
import type { KeyRecord } from "@/lib/core/key-record";
import type { VerifiedToken } from "./token-profile";

/**
 * A token of one of our keys has that key's plan, account, endpoints and addresses, and its windows and usage are the key's. One without a
 * key uses the API's plan `default`; its windows count by issuer and subject.
 */
export function tokenRecord(apiId: string, token: VerifiedToken): KeyRecord {
  const record = keylessRecord(apiId, token);
  const key = token.own?.key ?? null;
  if (key === null) return record;
  // Whatever permissions it has were granted here, the wildcard too.
  return { ...record, ...key, name: key.publicId, permissions: token.permissions };
}

function keylessRecord(apiId: string, token: VerifiedToken): KeyRecord {
  const tenant = token.claims.tid;
  return {
    kind: "token",
    id: `${token.issuer} ${token.subject}`,
    publicId: null,
    apiId,
    planName: "default",
    tenantId: typeof tenant === "string" ? tenant : null,
    accountId: null,
    name: token.subject,
    // The wildcard is ours to grant: in a token it would be an issuer's word for every permission there will ever be.
    permissions: token.permissions.filter((permission) => permission !== "*"),
    endpoints: {},
    ipAllowList: [],
    metadata: {},
    keyManager: false,
    // The verifier has judged `exp` already, with its leeway; the checks must not judge it again without.
    expiresAtMs: null,
    pausedAtMs: null,
    revokedAtMs: null,
    version: null,
  };
}
