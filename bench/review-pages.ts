// The pages that admins review over HTTP, signed in, on the embedded database: with few keys and a short audit, and with many and a long one.
import type { Pool } from "pg";
import { type Figure, figure } from "./figure";
import { storeKeys } from "./keys-page";
import { medianInTurn, openSignedIn } from "./signed-in";

const FEW = { keys: 100, rows: 1000 };
const MANY = { keys: 100_000, rows: 1_000_000 };
const PIECE = 20_000;
const WARM_UP = 10;

/** Of the stored rows: the member of one in ten, the key of one in a thousand. */
const MEMBER = "member:33333333-3333-4333-8333-333333333333";
const TARGET = "key:44444444-4444-4444-8444-000000000007";

const PAGES: Readonly<Record<string, string>> = {
  "needs attention: nearly expired": "/review?reason=expiring",
  "needs attention: unused": "/review?reason=unused",
  "needs attention: old": "/review?reason=old",
  "needs attention: everything, for ever": "/review?reason=unlimited",
  "access report": "/review/access",
  "access report of a quiet API": "/review/access?api=quiet",
  audit: "/audit",
  "audit by actor": `/audit?actor=${MEMBER}`,
  "audit by action": "/audit?action=key.update",
  "audit by a rare action": "/audit?action=key.revoke",
  "audit of one thing": `/audit?about=${TARGET}`,
  "audit by actor and action": `/audit?actor=${MEMBER}&action=key.revoke`,
  "audit of a day": `/audit?from=${dayBefore(2)}&until=${dayBefore(2)}`,
  "audit by actor, of a day": `/audit?actor=${MEMBER}&from=${dayBefore(2)}&until=${dayBefore(2)}`,
  "a key's page": "/keys/key_0000000042",
};

/** Milliseconds a page takes with much, and how many times as long as with little, both measured in turn. */
export async function benchReviewPages(): Promise<Figure[]> {
  const few = await openSignedIn((pool) => store(pool, FEW));
  const many = await openSignedIn((pool) => store(pool, MANY));
  try {
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(PAGES)) {
      for (let round = 0; round < WARM_UP; round += 1) await Promise.all([few.pageMs(path), many.pageMs(path)]);
      const [fewMs, manyMs] = await medianInTurn(
        () => few.pageMs(path),
        () => many.pageMs(path),
      );
      figures.push(
        figure(`${name}, little`, fewMs, "ms"),
        figure(`${name}, much`, manyMs, "ms"),
        figure(`${name}, much ÷ little`, manyMs / fewMs, "×", "≤ 2"),
      );
    }
    return figures;
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}

async function store(pool: Pool, { keys, rows }: typeof FEW): Promise<void> {
  await storeKeys(pool, keys);
  await growOld(pool);
  for (let start = 0; start < rows; start += PIECE) await storeEntries(pool, start, Math.min(start + PIECE, rows));
  await pool.query(`VACUUM ANALYZE "AuditEntry"`);
}

/** Nine keys of ten are older than 90 days and have expired, one of twenty is as old and lives on: as after years of keys that end. */
async function growOld(pool: Pool): Promise<void> {
  for (const table of ["Key", "KeySecret"]) {
    await pool.query(
      `UPDATE "${table}" SET "createdAt" = "createdAt" - interval '200 days'
       WHERE "${table === "Key" ? "id" : "keyId"}" IN (SELECT "id" FROM "Key" WHERE right("publicId", 2) < '95')`,
    );
  }
  await pool.query(`UPDATE "Key" SET "expiresAt" = "createdAt" + interval '90 days' WHERE right("publicId", 2) < '90'`);
  for (const table of ["Key", "KeySecret"]) await pool.query(`VACUUM ANALYZE "${table}"`);
}

/** A chain of its own, which no verifier is asked about: a row for each minute back from now. */
async function storeEntries(pool: Pool, from: number, until: number): Promise<void> {
  await pool.query(
    `INSERT INTO "AuditEntry" ("chain", "sequence", "at", "actor", "action", "target", "details", "mac")
     SELECT 'bench', n + 1, now() - n * interval '1 minute',
       CASE WHEN n % 10 = 0 THEN $3 ELSE 'command-line' END,
       CASE WHEN n % 5000 = 0 THEN 'key.revoke' WHEN n % 2 = 0 THEN 'key.update' ELSE 'key.create' END,
       'key:44444444-4444-4444-8444-' || lpad((n % 1000)::text, 12, '0'), '{"name": "Service"}', decode(repeat('00', 32), 'hex')
     FROM generate_series($1::int, $2::int - 1) n`,
    [from, until, MEMBER],
  );
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
