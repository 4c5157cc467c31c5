// Revocations of tokens as the database holds them.
import type { Pool, QueryResult } from "pg";
import type { Revocation, RevocationKind } from "@/lib/core/tokens/revocation";

/** A piece occupies the embedded database for less than 50 ms. */
const PIECE = 5000;

const READ_PIECE = `
  SELECT "kind", "subject", extract(epoch FROM "issuedUntil") * 1000 AS "issuedUntilMs", extract(epoch FROM "expiresAt") * 1000 AS "expiresAtMs"
  FROM "TokenRevocation" WHERE ("kind", "subject") > ($1, $2) ORDER BY "kind", "subject" LIMIT $3`;

const DELETE_PIECE = `
  DELETE FROM "TokenRevocation" WHERE ("kind", "subject") IN
    (SELECT "kind", "subject" FROM "TokenRevocation" WHERE "expiresAt" <= to_timestamp($1::float8 / 1000) LIMIT $2)`;

/** Where a piece ends: kind and subject. */
type Place = readonly [string, string];

interface RevocationRow {
  readonly kind: RevocationKind;
  readonly subject: string;
  readonly issuedUntilMs: string;
  readonly expiresAtMs: string;
}

/** Hands over every revocation, piece by piece. Those committed after the call began may or may not be among them. */
export async function readRevocations(pool: Pick<Pool, "query">, take: (piece: readonly Revocation[]) => void): Promise<void> {
  let last: Place | null = ["", ""];
  while (last !== null) {
    const { rows }: QueryResult<RevocationRow> = await pool.query(READ_PIECE, [...last, PIECE]);
    take(rows.map((row) => ({ ...row, issuedUntilMs: Number(row.issuedUntilMs), expiresAtMs: Number(row.expiresAtMs) })));
    const end: RevocationRow | undefined = rows.length < PIECE ? undefined : rows.at(-1);
    last = end === undefined ? null : [end.kind, end.subject];
  }
}

/** Deletes those that no token is left for. @returns how many */
export async function deleteExpiredRevocations(pool: Pick<Pool, "query">, nowMs: number): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await pool.query(DELETE_PIECE, [nowMs, PIECE]);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < PIECE) return total;
  }
}
