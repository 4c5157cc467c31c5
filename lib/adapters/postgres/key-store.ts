// Keys as the database holds them: one named prepared statement per look-up.
import type { Pool } from "pg";
import type { EndpointGrants } from "@/lib/core/catalogue";
import type { Json } from "@/lib/core/http";
import { accountOf, type KeyRecord } from "@/lib/core/key-record";
import type { KeyStore } from "@/lib/ports/gate-ports";
import { type KeySource, type RecentVersion, type SecretVersion, StoreUnavailable } from "@/lib/ports/key-source";

/** A look-up that takes longer is given up with its connection: the other side may be gone without saying so. */
const ANSWER_WITHIN_MS = 2000;
/** A piece of the warm-up occupies the embedded database for less than 50 ms. */
const RECENT_PIECE = 1000;

const COLUMNS = `
  k."id", k."publicId", k."apiId", k."planName", k."tenantId", k."name", k."permissions", k."endpoints", k."ipAllowList", k."metadata",
  k."keyManager", k."createdBy", k."expiresAt", k."pausedAt", k."revokedAt",
  s."id" AS "versionId", s."retiresAt",
  (extract(epoch FROM s."retiresAt" - now()) * 1000)::float8 AS "retiresInMs"`;

const FIND = {
  name: "keyfuse_find_key",
  query_timeout: ANSWER_WITHIN_MS,
  text: `SELECT ${COLUMNS} FROM "KeySecret" s JOIN "Key" k ON k."id" = s."keyId"
    WHERE s."apiId" = $1 AND s."fingerprint" = decode($2, 'hex') AND (s."retiresAt" IS NULL OR s."retiresAt" > now())`,
};

const LIST_RECENT = {
  name: "keyfuse_list_recent_keys",
  text: `SELECT ${COLUMNS}, encode(s."fingerprint", 'hex') AS "fingerprint"
    FROM (SELECT * FROM "Key" WHERE "lastUsedAt" IS NOT NULL
      ORDER BY COALESCE("lastUsedAt", '-infinity'::timestamptz) DESC, "id" DESC LIMIT $1 OFFSET $2) k
    JOIN "KeySecret" s ON s."keyId" = k."id" WHERE s."retiresAt" IS NULL OR s."retiresAt" > now()`,
};

interface KeyRow {
  readonly id: string;
  readonly publicId: string;
  readonly apiId: string;
  readonly planName: string;
  readonly tenantId: string | null;
  readonly name: string;
  readonly permissions: string[];
  readonly endpoints: EndpointGrants;
  readonly ipAllowList: string[];
  readonly metadata: Json;
  readonly keyManager: boolean;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly pausedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly versionId: string;
  readonly retiresAt: Date | null;
  readonly retiresInMs: number | null;
}

/** Reads keys from the database at every call. Rejects with StoreUnavailable when there is no answer within two seconds. */
export function createKeyStore(pool: Pool): KeyStore & KeySource {
  async function findVersion(apiId: string, fingerprint: string): Promise<SecretVersion | null> {
    const { rows } = await answered(pool.query<KeyRow>({ ...FIND, values: [apiId, fingerprint] }));
    const [row] = rows;
    return row === undefined ? null : versionOf(row);
  }

  return {
    findVersion,
    find: async (apiId, fingerprint) => (await findVersion(apiId, fingerprint))?.record ?? null,
    async listRecent(limit) {
      const versions: RecentVersion[] = [];
      for (let offset = 0; offset < limit; offset += RECENT_PIECE) {
        const values = [Math.min(RECENT_PIECE, limit - offset), offset];
        const { rows } = await pool.query<KeyRow & { fingerprint: string }>({ ...LIST_RECENT, values }).catch(rejectUnavailable);
        for (const row of rows) versions.push({ ...versionOf(row), fingerprint: row.fingerprint });
        if (rows.length === 0) break;
      }
      return versions;
    },
  };
}

/** A pool whose connections are all busy or half-open would let a look-up wait far beyond its own time limit. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    throw new StoreUnavailable(cause);
  } finally {
    clearTimeout(timer);
  }
}

function rejectUnavailable(cause: unknown): never {
  throw new StoreUnavailable(cause);
}

function versionOf(row: KeyRow): SecretVersion {
  const record: KeyRecord = {
    kind: "key",
    id: row.id,
    publicId: row.publicId,
    apiId: row.apiId,
    planName: row.planName,
    tenantId: row.tenantId,
    accountId: accountOf(row.createdBy),
    name: row.name,
    permissions: row.permissions,
    endpoints: row.endpoints,
    ipAllowList: row.ipAllowList,
    metadata: row.metadata,
    keyManager: row.keyManager,
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    pausedAtMs: row.pausedAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    version: { id: row.versionId, retiresAtMs: row.retiresAt?.getTime() ?? null },
  };
  return { record, retiresInMs: row.retiresInMs };
}
