// Decisions over ten thousand active keys, once with no others stored and once with a million, on a real PostgreSQL server.
import type { Pool } from "pg";
import { createKeyStore } from "@/lib/adapters/postgres/key-store";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { startPostgres } from "@/scripts/services/postgres";
import { API, attemptOf, benchDecider, benchHasher, benchSecret, microsecondsPerDecision } from "./decider";
import { type Figure, figure } from "./figure";

const ACTIVE = 10_000;
const STORED = 1_000_000;
const COLD = 2000;
const SECONDS = 5;
const KEY_COLUMNS = `("id", "publicId", "apiId", "planName", "name", "permissions", "ipAllowList", "createdBy", "updatedAt")`;

/** The ratio of decisions a second, and cold look-ups apart. */
export async function benchWorkingSet(): Promise<Figure[]> {
  const server = await startPostgres();
  const database = openDatabase({ url: server.url });
  try {
    await migrate(database.pool, "prisma/migrations");
    await storeActiveKeys(database.pool);
    const few = await measure(database.pool);
    await storeIdleKeys(database.pool);
    const many = await measure(database.pool);
    return [
      figure(`decision, ${ACTIVE} keys stored`, few.warm, "µs"),
      figure(`decision, ${STORED} keys stored`, many.warm, "µs"),
      figure("decisions a second, 1 M stored ÷ 10 k stored", few.warm / many.warm, "×", "≥ 0.9"),
      figure(`cold look-up, ${ACTIVE} stored`, few.cold, "µs"),
      figure(`cold look-up, ${STORED} stored`, many.cold, "µs"),
    ];
  } finally {
    await database.close();
    await server.stop();
  }
}

async function measure(pool: Pool): Promise<{ warm: number; cold: number }> {
  const decider = benchDecider(createKeyStore(pool));
  const attempts = Array.from({ length: ACTIVE }, (_, index) => attemptOf(index));
  const startMs = performance.now();
  for (let index = 0; index < COLD; index += 1) {
    await decider.ports.keys.find(API.id, decider.ports.hasher.fingerprint(API.id, benchSecret(index)));
  }
  const cold = ((performance.now() - startMs) * 1000) / COLD;
  await microsecondsPerDecision(decider, attempts, 2);
  return { warm: await microsecondsPerDecision(decider, attempts, SECONDS), cold };
}

async function storeActiveKeys(pool: Pool): Promise<void> {
  const hasher = benchHasher();
  const fingerprints = Array.from({ length: ACTIVE }, (_, index) => hasher.fingerprint(API.id, benchSecret(index)));
  await pool.query(
    `INSERT INTO "Api" ("id", "slug", "name", "dialect", "updatedAt") VALUES ($1, 'payments', 'Payments', 'cryptofuse', now())`,
    [API.id],
  );
  await pool.query(`INSERT INTO "Plan" ("apiId", "name", "windows") VALUES ($1, 'default', '[]')`, [API.id]);
  await storeKeys(pool, 0, ACTIVE);
  await pool.query(
    `INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview")
     SELECT gen_random_uuid(), k."id", k."apiId", decode(f.fingerprint, 'hex'), 'given', '…'
     FROM unnest($1::text[]) WITH ORDINALITY AS f(fingerprint, n)
     JOIN "Key" k ON k."publicId" = 'key_' || lpad((f.n - 1)::text, 10, '0')`,
    [fingerprints],
  );
  await pool.query("ANALYZE");
}

async function storeIdleKeys(pool: Pool): Promise<void> {
  await storeKeys(pool, ACTIVE, STORED);
  await pool.query(
    `INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview")
     SELECT gen_random_uuid(), k."id", k."apiId", decode(md5(k."id"::text) || md5(k."publicId"), 'hex'), 'minted', '…'
     FROM "Key" k WHERE k."publicId" >= 'key_' || lpad($1::text, 10, '0')`,
    [String(ACTIVE)],
  );
  await pool.query("ANALYZE");
}

async function storeKeys(pool: Pool, from: number, until: number): Promise<void> {
  await pool.query(
    `INSERT INTO "Key" ${KEY_COLUMNS}
     SELECT gen_random_uuid(), 'key_' || lpad(n::text, 10, '0'), $1, 'default', 'bench', '{read}', '{}', 'bench', now()
     FROM generate_series($2::int, $3::int - 1) AS n`,
    [API.id, from, until],
  );
}
