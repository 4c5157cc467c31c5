// Writes notes about keys: at most one of a kind for a key in a UTC day.
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { Note } from "@/lib/core/usage/notes";

/** A note about a key at an instant. */
export type NewEvent = Note & { readonly keyId: string; readonly atMs: number };

/** Adds those that are not there yet. Notes about keys that are unknown are left out. */
export async function addEvents(client: Pool | PoolClient, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const sorted = [...events].sort((a, b) => (a.keyId + a.kind < b.keyId + b.kind ? -1 : 1));
  await client.query(
    `INSERT INTO "UsageEvent" ("id", "kind", "keyId", "apiId", "tenantId", "at", "day", "facts")
     SELECT u."id", u."kind", k."id", k."apiId", k."tenantId", to_timestamp(u."atMs" / 1000), (to_timestamp(u."atMs" / 1000) AT TIME ZONE 'UTC')::date, u."facts"
     FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::float8[], $5::jsonb[]) AS u("id", "kind", "keyId", "atMs", "facts")
     JOIN "Key" k ON k."id" = u."keyId" ORDER BY k."id", u."kind"
     ON CONFLICT ("keyId", "kind", "day") DO NOTHING`,
    [
      sorted.map(() => randomUUID()),
      sorted.map(({ kind }) => kind),
      sorted.map(({ keyId }) => keyId),
      sorted.map(({ atMs }) => atMs),
      sorted.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}
