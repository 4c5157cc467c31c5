// The address ranges that each key was used from, and what is new among them.
import type { PoolClient } from "pg";
import type { DecisionEntry } from "@/lib/core/usage/usage-batch";
import type { NewEvent } from "./usage-events";

/** So many are remembered; those that are used stay. */
const MOST_REMEMBERED = 50_000;

/** A key that is used from more ranges than this is at home everywhere: no more are stored. */
const MOST_OF_KEY = 500;

/** A range of a key, first seen at an instant. */
interface Sighting {
  readonly keyId: string;
  readonly range: string;
  readonly atMs: number;
}

/** The second condition sees what was there before this statement. */
const NOTE_RANGES = `
  INSERT INTO "UsageRange" AS r ("keyId", "range", "firstAt")
  SELECT u."keyId", u."range", to_timestamp(u."atMs" / 1000) FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS u("keyId", "range", "atMs")
  WHERE (SELECT count(*) FROM "UsageRange" o WHERE o."keyId" = u."keyId") < $4
  ORDER BY u."keyId", u."range" ON CONFLICT DO NOTHING
  RETURNING r."keyId", r."range", EXISTS (SELECT 1 FROM "UsageRange" o WHERE o."keyId" = r."keyId") AS "hasOthers"`;

/** Remembers ranges that are stored, so that most folds ask nothing. */
export class KnownRanges {
  readonly #known = new Set<string>();
  #noted: string[] = [];

  /** Stores ranges that are not known, within the fold's transaction. @returns notes about keys that had others before */
  async note(client: PoolClient, decisions: readonly DecisionEntry[]): Promise<NewEvent[]> {
    const sightings = new Map<string, Sighting>();
    for (const { keyId, range, atMs } of decisions) {
      if (range === null) continue;
      const place = `${keyId} ${range}`;
      if (this.#known.delete(place)) this.#known.add(place);
      else if (!sightings.has(place)) sightings.set(place, { keyId, range, atMs });
    }
    this.#noted = [...sightings.keys()];
    if (sightings.size === 0) return [];
    const all = [...sightings.values()];
    const { rows } = await client.query<{ keyId: string; range: string; hasOthers: boolean }>(NOTE_RANGES, [
      all.map(({ keyId }) => keyId),
      all.map(({ range }) => range),
      all.map(({ atMs }) => atMs),
      MOST_OF_KEY,
    ]);
    return rows
      .filter(({ hasOthers }) => hasOthers)
      .map(({ keyId, range }) => ({
        keyId,
        atMs: sightings.get(`${keyId} ${range}`)?.atMs ?? 0,
        kind: "new_range" as const,
        facts: { range },
      }));
  }

  /** The transaction was committed: what it stored is known from now on. */
  committed(): void {
    for (const place of this.#noted) this.#known.add(place);
    for (const place of this.#known) {
      if (this.#known.size <= MOST_REMEMBERED) return;
      this.#known.delete(place);
    }
  }
}
