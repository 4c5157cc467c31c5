// The console's list of keys over HTTP, signed in, on the embedded database: with a hundred keys and with a hundred thousand.
import type { Pool } from "pg";
import { type Figure, figure } from "./figure";
import { medianInTurn, openSignedIn, TENANTS } from "./signed-in";

const FEW = 100;
const MANY = 100_000;
const PIECE = 5000;
const WARM_UP = 20;

/** What a page of the list can be asked for. The first is compared with. */
const QUERIES: Readonly<Record<string, string>> = {
  "newest first": "",
  "oldest first": "?sort=oldest",
  "by name": "?sort=name",
  "last used first": "?sort=last-used",
  "by expiry": "?sort=expiry",
  "only active": "?state=active",
  "only paused": "?state=paused",
  "only expired": "?state=expired",
  "only revoked": "?state=revoked",
  "of a busy API": "?api=busy",
  "of a quiet API": "?api=quiet",
  "of a tenant": `?tenant=${TENANTS[0]}`,
  "of no tenant": "?tenant=none",
  "paused, by expiry": "?state=paused&sort=expiry",
  "expired, oldest first": "?state=expired&sort=oldest",
  "of a quiet API, by name": "?api=quiet&sort=name",
  "search that finds 50": "?q=service+1",
  "search that finds one": "?q=key_0000000042",
  "search that finds none": "?q=nothing+is+called+this",
};

/** Milliseconds a page takes with many keys, and how many times as long as all keys take with few, both measured in turn. */
export async function benchKeysPage(): Promise<Figure[]> {
  const few = await openSignedIn((pool) => storeKeys(pool, FEW));
  const many = await openSignedIn((pool) => storeKeys(pool, MANY));
  try {
    for (let round = 0; round < WARM_UP; round += 1) await Promise.all([few.pageMs("/keys"), many.pageMs("/keys")]);
    const figures: Figure[] = [];
    for (const [name, query] of Object.entries(QUERIES)) {
      const [fewMs, manyMs] = await medianInTurn(
        () => few.pageMs("/keys"),
        () => many.pageMs(`/keys${query}`),
      );
      if (query === "") figures.push(figure(`all keys, ${FEW} stored`, fewMs, "ms"));
      figures.push(figure(`${name}, ${MANY} stored`, manyMs, "ms"), figure(`${name} ÷ all keys of ${FEW}`, manyMs / fewMs, "×", "≤ 2"));
    }
    return figures;
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}

/** Keys of every kind, mixed: one in a hundred of the quiet API, one in fifty paused, one in twenty revoked, one in eight expired. */
export async function storeKeys(pool: Pool, until: number): Promise<void> {
  for (let start = 0; start < until; start += PIECE) {
    await pool.query(
      `INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "tenantId", "name", "description", "permissions", "createdBy", "createdAt",
         "updatedAt", "expiresAt", "pausedAt", "revokedAt", "lastUsedAt", "lastUsedFrom")
       SELECT gen_random_uuid(), 'key_' || lpad(n::text, 10, '0'), a."id", 'default', CASE WHEN n % 3 = 0 THEN $3::uuid END,
         'Service ' || n, 'Used by the nightly job of team ' || n % 100, '{read}', 'command-line', now() - n * interval '1 minute', now(),
         CASE WHEN n % 4 = 0 THEN now() + (n % 365 - 182) * interval '1 day' END, CASE WHEN n % 50 = 0 THEN now() END,
         CASE WHEN n % 20 = 1 THEN now() END, CASE WHEN n % 2 = 0 THEN now() - n * interval '1 second' END,
         CASE WHEN n % 2 = 0 THEN '192.0.2.1' END
       FROM generate_series($1::int, $2::int - 1) n
       JOIN "Api" a ON a."slug" = CASE WHEN n % 100 = 0 THEN 'quiet' ELSE 'busy' END`,
      [start, Math.min(start + PIECE, until), TENANTS[0]],
    );
    await pool.query(
      `INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview")
       SELECT gen_random_uuid(), k."id", k."apiId", decode(md5(k."id"::text) || md5(k."publicId"), 'hex'), 'minted', 'sk_live_…abcd'
       FROM "Key" k WHERE k."publicId" >= 'key_' || lpad($1::text, 10, '0') AND k."publicId" < 'key_' || lpad($2::text, 10, '0')`,
      [String(start), String(Math.min(start + PIECE, until))],
    );
  }
  // What the embedded database does by itself, a minute after its start and then each hour.
  await pool.query(`VACUUM ANALYZE "Key"`);
}
