// Reads rankings of keys, tenants and owners as they were last added up.
import { ORGANISATION } from "@/lib/core/key-record";
import type { UsageRank } from "@/lib/core/schemas/usage-view";
import type { UsageSpan } from "@/lib/core/usage/spans";
import type { UsageWorld } from "./usage-world";

/** Rankings of one span. */
export interface UsageRanking {
  readonly keys: readonly UsageRank[];
  readonly tenants: readonly UsageRank[];
  /** Members by their UUIDs, and the organisation. */
  readonly owners: readonly UsageRank[];
  /** When they were finished; 0 = never yet. */
  readonly rankedAtMs: number;
}

interface RankRow extends UsageRank {
  readonly kind: string;
}

/** Of one API, or of all (null). */
export async function readRanking({ prisma }: Pick<UsageWorld, "prisma">, span: UsageSpan, apiId: string | null): Promise<UsageRanking> {
  const rows = await prisma.$queryRaw<RankRow[]>`
    SELECT r."kind", CASE WHEN r."kind" = 'key' THEN COALESCE(k."publicId", '') ELSE r."subject" END AS "id",
      COALESCE(k."name", t."name", o."name", '') AS "name",
      r."accepted"::float8 AS "accepted", r."limited"::float8 AS "limited", r."denied"::float8 AS "denied"
    FROM "UsageRank" r
    LEFT JOIN "Key" k ON k."id" = CASE r."kind" WHEN 'key' THEN NULLIF(r."subject", '')::uuid END
    LEFT JOIN "Tenant" t ON t."id" = CASE r."kind" WHEN 'tenant' THEN NULLIF(r."subject", '')::uuid END
    LEFT JOIN "Member" o ON o."id" = CASE r."kind" WHEN 'owner' THEN NULLIF(NULLIF(r."subject", ''), ${ORGANISATION})::uuid END
    WHERE r."span" = ${span} AND r."scope" = ${apiId ?? ""} ORDER BY r."kind", r."position"`;
  const job = await prisma.usageJob.findUnique({ where: { name: `rank-${span}` }, select: { finishedAt: true } });
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ id, name, accepted, limited, denied }) => ({ id, name, accepted, limited, denied }));
  return { keys: of("key"), tenants: of("tenant"), owners: of("owner"), rankedAtMs: job?.finishedAt?.getTime() ?? 0 };
}
