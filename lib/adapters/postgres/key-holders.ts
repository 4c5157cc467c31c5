// Who holds the keys of some APIs, and on which plan: what the windows that keys share are rebuilt by.
import type { Pool } from "pg";
import { accountOf } from "@/lib/core/key-record";
import type { Holder } from "@/lib/core/windows/widest-claims";

interface HolderRow {
  readonly id: string;
  readonly planName: string;
  readonly tenantId: string | null;
  readonly createdBy: string;
}

/** Every key of those APIs by its UUID. Rejects when the database cannot be asked. */
export async function loadKeyHolders(pool: Pool, apiIds: readonly string[]): Promise<ReadonlyMap<string, Holder>> {
  if (apiIds.length === 0) return new Map();
  const { rows } = await pool.query<HolderRow>(
    `SELECT "id"::text, "planName", "tenantId"::text, "createdBy" FROM "Key" WHERE "apiId" = ANY($1::uuid[])`,
    [apiIds],
  );
  return new Map(
    rows.map(({ id, planName, tenantId, createdBy }) => [id, { id, planName, tenantId, accountId: accountOf(createdBy) }] as const),
  );
}
