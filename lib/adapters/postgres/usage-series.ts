// The numbers by which the roll-ups know what they count.
import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { readUuid } from "@/lib/core/schemas/texts";
import type { UsageCell } from "@/lib/core/usage/usage-batch";

/** What a cell is counted under: for its caller, and for all callers together. */
export interface SeriesIds {
  readonly series: number;
  readonly group: number;
}

/** A cell without its minute. */
type Series = Omit<UsageCell, "minuteMs">;

/** So many are remembered; those that are used stay. */
const MOST_REMEMBERED = 50_000;
const BATCH = 250;

/** Finds numbers, and gives them to what has none. What it learned it remembers. */
export class UsageSeriesBook {
  readonly #pool: Pool;
  readonly #known = new Map<string, SeriesIds>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The numbers of each cell, in their order. */
  async resolve(cells: readonly Series[]): Promise<SeriesIds[]> {
    const found = new Map<string, SeriesIds>();
    const missing = new Map<string, Series>();
    const names = cells.map(nameOf);
    for (const [index, cell] of cells.entries()) {
      const name = names[index] ?? "";
      const known = this.#known.get(name);
      if (known === undefined) missing.set(name, cell);
      else found.set(name, known);
    }
    const unknown = [...missing];
    for (let from = 0; from < unknown.length; from += BATCH) {
      for (const [name, ids] of await this.#look(unknown.slice(from, from + BATCH))) found.set(name, ids);
    }
    for (const [name, ids] of found) this.#remember(name, ids);
    return names.map((name) => {
      const ids = found.get(name);
      if (ids === undefined) throw new Error("a usage series got no number");
      return ids;
    });
  }

  async #look(unknown: readonly (readonly [string, Series])[]): Promise<Map<string, SeriesIds>> {
    const identities = new Map(unknown.map(([name]) => [identityOf(name), name]));
    const named = new Map<string, SeriesIds>();
    const note = async () => {
      const { rows } = await this.#pool.query<{ identity: string; id: number; groupId: number }>(
        `SELECT "identity", "id", "groupId" FROM "UsageSeries" WHERE "identity" = ANY($1::uuid[])`,
        [[...identities.keys()]],
      );
      for (const row of rows) named.set(identities.get(row.identity) ?? "", { series: row.id, group: row.groupId });
    };
    await note();
    const fresh = unknown.filter(([name]) => !named.has(name));
    if (fresh.length > 0) {
      await this.#insert(fresh);
      await note();
    }
    return named;
  }

  async #insert(fresh: readonly (readonly [string, Series])[]): Promise<void> {
    const groups = await this.#groupIds(fresh.map(([, cell]) => cell));
    const rows = fresh
      .map(([name, cell], index) => ({ identity: identityOf(name), cell, group: groups[index] }))
      .sort((a, b) => (a.identity < b.identity ? -1 : 1));
    await this.#pool.query(
      `INSERT INTO "UsageSeries" ("identity", "apiId", "keyId", "caller", "tenantId", "endpoint", "method", "outcome", "reason", "status", "groupId")
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::smallint[], $11::int[])
       ON CONFLICT DO NOTHING`,
      [
        rows.map(({ identity }) => identity),
        rows.map(({ cell }) => cell.apiId),
        rows.map(({ cell }) => readUuid(cell.caller)),
        rows.map(({ cell }) => storable(cell.caller)),
        rows.map(({ cell }) => (cell.tenantId === null ? null : readUuid(cell.tenantId))),
        rows.map(({ cell }) => storable(cell.endpoint)),
        rows.map(({ cell }) => storable(cell.method)),
        rows.map(({ cell }) => cell.outcome),
        rows.map(({ cell }) => cell.reason),
        rows.map(({ cell }) => cell.status),
        rows.map(({ group }) => group),
      ],
    );
  }

  async #groupIds(cells: readonly Series[]): Promise<number[]> {
    const identities = cells.map((cell) => identityOf(groupNameOf(cell)));
    const byIdentity = new Map(identities.map((identity, index) => [identity, cells[index] as Series]));
    const rows = [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1));
    await this.#pool.query(
      `INSERT INTO "UsageGroup" ("identity", "apiId", "endpoint", "method", "outcome", "reason", "status")
       SELECT u.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[])
         AS u("identity", "apiId", "endpoint", "method", "outcome", "reason", "status")
       WHERE NOT EXISTS (SELECT 1 FROM "UsageGroup" g WHERE g."identity" = u."identity") ON CONFLICT DO NOTHING`,
      [
        rows.map(([identity]) => identity),
        rows.map(([, cell]) => cell.apiId),
        rows.map(([, cell]) => storable(cell.endpoint)),
        rows.map(([, cell]) => storable(cell.method)),
        rows.map(([, cell]) => cell.outcome),
        rows.map(([, cell]) => cell.reason),
        rows.map(([, cell]) => cell.status),
      ],
    );
    const { rows: found } = await this.#pool.query<{ identity: string; id: number }>(
      `SELECT "identity", "id" FROM "UsageGroup" WHERE "identity" = ANY($1::uuid[])`,
      [rows.map(([identity]) => identity)],
    );
    const ids = new Map(found.map(({ identity, id }) => [identity, id]));
    return identities.map((identity) => ids.get(identity) ?? 0);
  }

  /** The one that was not asked for longest makes room. */
  #remember(name: string, ids: SeriesIds): void {
    this.#known.delete(name);
    this.#known.set(name, ids);
    if (this.#known.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

function nameOf(cell: Series): string {
  return JSON.stringify([cell.apiId, cell.caller, cell.tenantId, cell.endpoint, cell.method, cell.outcome, cell.reason, cell.status]);
}

function groupNameOf(cell: Series): string {
  return JSON.stringify([cell.apiId, cell.endpoint, cell.method, cell.outcome, cell.reason, cell.status]);
}

/** 128 bits of SHA-256 in the shape of a UUID. */
function identityOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** A token's subject may hold what PostgreSQL cannot. */
function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
