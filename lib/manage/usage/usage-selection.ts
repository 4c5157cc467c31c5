// Whose usage a reader asks for, as the roll-ups can be asked for it.
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { Prisma } from "@/prisma/generated/client";
import type { UsageWorld } from "./usage-world";

/** What is asked for; null = any. */
export interface UsageFilter {
  /** UUID or public id. */
  readonly keyId: string | null;
  /** UUID. */
  readonly tenantId: string | null;
  /** Slug. */
  readonly api: string | null;
}

/** The same, resolved. */
export interface UsageSelection {
  /** The series of one key; null = of any. */
  readonly seriesIds: readonly number[] | null;
  readonly tenantId: string | null;
  readonly apiId: string | null;
}

/** The selection, or null where there can be nothing in it: an unknown key or API reads like one without usage. */
export async function selectUsage({ prisma }: Pick<UsageWorld, "prisma">, filter: UsageFilter): Promise<UsageSelection | null> {
  const { keyId, tenantId, api } = filter;
  const apiId = api === null ? null : ((await prisma.api.findUnique({ where: { slug: api }, select: { id: true } }))?.id ?? undefined);
  if (apiId === undefined) return null;
  if (keyId === null) return { seriesIds: null, tenantId, apiId };
  const key = await findKeyId(prisma, keyId);
  if (key === null) return null;
  const series = await prisma.usageSeries.findMany({
    where: { keyId: key, ...(tenantId === null ? {} : { tenantId }), ...(apiId === null ? {} : { apiId }) },
    select: { id: true },
  });
  return series.length === 0 ? null : { seriesIds: series.map(({ id }) => id), tenantId: null, apiId: null };
}

/** The condition on sums `m` and their series `s`. */
export function selected({ seriesIds, tenantId, apiId }: UsageSelection): Prisma.Sql {
  const conditions = [
    ...(seriesIds === null ? [] : [Prisma.sql`m."seriesId" = ANY(${[...seriesIds]}::int[])`]),
    ...(tenantId === null ? [] : [Prisma.sql`s."tenantId" = ${tenantId}::uuid`]),
    ...(apiId === null ? [] : [Prisma.sql`s."apiId" = ${apiId}::uuid`]),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}

async function findKeyId(prisma: UsageWorld["prisma"], reference: string): Promise<string | null> {
  const uuid = readUuid(reference);
  if (uuid !== null) return uuid;
  if (!isPublicId(reference)) return null;
  return (await prisma.key.findUnique({ where: { publicId: reference }, select: { id: true } }))?.id ?? null;
}
