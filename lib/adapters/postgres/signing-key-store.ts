// What tokens of our own are verified by: the signing keys that count, and the tenants' issuers.
import type { Pool } from "pg";
import type { TokenAlgorithm, TrustedKey } from "@/lib/core/tokens/token-profile";

/** Enough to judge any token of ours. */
export interface OwnTrust {
  /** Newest first. Of an HS256 key the JWK is the shared secret. */
  readonly keys: readonly TrustedKey[];
  /** Of every tenant, by its id. */
  readonly issuers: ReadonlyMap<string, string>;
}

const LOAD_KEYS = `
  SELECT "id", "kid", "tenantId", "algorithm", "publicJwk", CASE WHEN "publicJwk" IS NULL THEN "sealedPrivate" END AS "sealedShared", "retiresAt"
  FROM "SigningKey" WHERE "retiresAt" IS NULL OR "retiresAt" > now() ORDER BY "createdAt" DESC, "id" DESC`;

interface SigningKeyRow {
  readonly id: string;
  readonly kid: string;
  readonly tenantId: string | null;
  readonly algorithm: TokenAlgorithm;
  readonly publicJwk: Record<string, unknown> | null;
  readonly sealedShared: Uint8Array | null;
  readonly retiresAt: Date | null;
}

/**
 * Reads them. `openShared` opens the sealed JWK of the shared key with that id. Rejects when the database cannot be asked, or holds what
 * this master key cannot open.
 */
export async function loadOwnTrust(
  pool: Pick<Pool, "query">,
  openShared: (sealed: Uint8Array, keyId: string) => string,
): Promise<OwnTrust> {
  const keys = await pool.query<SigningKeyRow>(LOAD_KEYS);
  const tenants = await pool.query<{ id: string; issuer: string }>(`SELECT "id", "issuer" FROM "Tenant" ORDER BY "createdAt", "id"`);
  return {
    keys: keys.rows.map((row) => trustedKeyOf(row, openShared)),
    issuers: new Map(tenants.rows.map(({ id, issuer }) => [id, issuer])),
  };
}

function trustedKeyOf(row: SigningKeyRow, openShared: (sealed: Uint8Array, keyId: string) => string): TrustedKey {
  const shared = row.sealedShared;
  // Authenticated by the seal: what is read is what this product wrote.
  const jwk = row.publicJwk ?? (shared === null ? {} : (JSON.parse(openShared(shared, row.id)) as Record<string, unknown>));
  return {
    kid: row.kid,
    alg: row.algorithm,
    jwk,
    issuer: null,
    own: { tenantId: row.tenantId, retiresAtMs: row.retiresAt?.getTime() ?? null },
  };
}
