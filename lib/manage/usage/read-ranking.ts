// Reads rankings of keys and tenants as they were last added up.
import type { UsageRank } from "@/lib/core/schemas/usage-view";
import type { UsageSpan } from "@/lib/core/usage/spans";
import type { UsageWorld } from "./usage-world";

/** Rankings of one span. */
export interface UsageRanking {
  readonly keys: readonly UsageRank[];
  readonly tenants: readonly UsageRank[];
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
      COALESCE(k."name", t."name", '') AS "name",
      r."accepted"::float8 AS "accepted", r."limited"::float8 AS "limited", r."denied"::float8 AS "denied"
    FROM "UsageRank" r
    LEFT JOIN "Key" k ON r."kind" = 'key' AND k."id" = NULLIF(r."subject", '')::uuid
    LEFT JOIN "Tenant" t ON r."kind" = 'tenant' AND t."id" = NULLIF(r."subject", '')::uuid
    WHERE r."span" = ${span} AND r."scope" = ${apiId ?? ""} ORDER BY r."kind", r."position"`;
  const job = await prisma.usageJob.findUnique({ where: { name: `rank-${span}` }, select: { finishedAt: true } });
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ id, name, accepted, limited, denied }) => ({ id, name, accepted, limited, denied }));
  return { keys: of("key"), tenants: of("tenant"), rankedAtMs: job?.finishedAt?.getTime() ?? 0 };
}
