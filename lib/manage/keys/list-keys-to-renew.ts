// Lists keys that somebody should renew: whose secret is old, or which expire soon.
import { EXPIRY_DAYS, type KeyLife, OLD_AFTER_DAYS } from "@/lib/core/keys/renewal";
import type { World } from "@/lib/manage/world";

/** Such a key, with what its reasons are judged by (lib/core/keys/renewal). */
export interface KeyToRenew extends KeyLife {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  /** Slug. */
  readonly api: string;
  readonly tenantId: string | null;
  readonly createdBy: string;
}

/** A place among all keys: they are walked maker by maker. */
export interface KeyPlace {
  readonly createdBy: string;
  readonly id: string;
}

/** Those among some keys. */
export interface RenewalPage {
  readonly keys: readonly KeyToRenew[];
  /** The next page begins after it; null = there is none. */
  readonly after: KeyPlace | null;
}

/** So many are looked at in less than 50 ms on the embedded database. */
const PIECE = 1000;

/** Before all others. */
export const FIRST_PLACE: KeyPlace = { createdBy: "", id: "00000000-0000-0000-0000-000000000000" };

/**
 * Looks at the next keys in the order of their makers, and answers those that are neither revoked nor expired and whose secret is 90 days
 * old, or which expire within 14 days and were made to live longer.
 */
export async function listKeysToRenew({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, after: KeyPlace): Promise<RenewalPage> {
  const now = new Date(nowMs()).toISOString();
  const places = await prisma.$queryRaw<KeyPlace[]>`
    SELECT "createdBy", "id" FROM "Key" WHERE ("createdBy", "id") > (${after.createdBy}, ${after.id}::uuid)
    ORDER BY "createdBy", "id" LIMIT ${PIECE}`;
  const soonest = Math.min(...EXPIRY_DAYS);
  const furthest = Math.max(...EXPIRY_DAYS);
  const keys = await prisma.$queryRaw<KeyToRenew[]>`
    SELECT k."id", k."publicId", k."name", a."slug" AS "api", k."tenantId", k."createdBy",
      (extract(epoch FROM k."createdAt") * 1000)::float8 AS "createdAtMs", (extract(epoch FROM k."expiresAt") * 1000)::float8 AS "expiresAtMs",
      (extract(epoch FROM s."madeAt") * 1000)::float8 AS "secretMadeAtMs"
    FROM "Key" k JOIN "Api" a ON a."id" = k."apiId"
    JOIN LATERAL (SELECT max("createdAt") AS "madeAt" FROM "KeySecret" WHERE "keyId" = k."id") s ON true
    WHERE k."id" = ANY(${places.map(({ id }) => id)}::uuid[])
      AND k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > ${now}::timestamptz)
      AND (s."madeAt" <= ${now}::timestamptz - ${OLD_AFTER_DAYS}::int * interval '1 day'
        OR (k."expiresAt" <= ${now}::timestamptz + ${furthest}::int * interval '1 day'
          AND k."expiresAt" > k."createdAt" + ${soonest}::int * interval '1 day'))
    ORDER BY k."createdBy", k."id"`;
  return { keys, after: places.length < PIECE ? null : (places.at(-1) ?? null) };
}
