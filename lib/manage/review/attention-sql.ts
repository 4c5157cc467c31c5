// How the keys that give a reason are found and sorted, one row of a table for each: by partial indexes (migrations 0013 and 0016) and by notes.
import type { AttentionReason } from "@/lib/core/keys/attention";
import { EXPIRING_WITHIN_MS, NOTED_WITHIN_MS, OLD_AFTER_MS, UNUSED_FOR_MS } from "@/lib/core/keys/attention";
import type { NoteKind } from "@/lib/core/usage/notes";
import { instantSql } from "@/lib/manage/usage/usage-sql";
import { Prisma } from "@/prisma/generated/client";

/** Keys of a reason. */
export interface ReasonSql {
  /** What is read beside "Key" k. */
  readonly from: Prisma.Sql;
  readonly where: Prisma.Sql;
  /** What they are sorted by: the most urgent first. */
  readonly at: Prisma.Sql;
  readonly isDescending: boolean;
}

/** The keys of a reason at that instant. */
export function reasonSql(reason: AttentionReason, nowMs: number): ReasonSql {
  return REASONS[reason](nowMs);
}

const KEYS = Prisma.sql`"Key" k`;
const EXPIRY = Prisma.sql`COALESCE(k."expiresAt", 'infinity'::timestamptz)`;
const IDLE_SINCE = Prisma.sql`COALESCE(k."lastUsedAt", k."createdAt")`;

const REASONS: Readonly<Record<AttentionReason, (nowMs: number) => ReasonSql>> = {
  refusals: noted("denied_share"),
  "near-limit": noted("near_limit"),
  expiring: (nowMs) => ({
    from: KEYS,
    where: Prisma.sql`${isActive(nowMs)} AND ${EXPIRY} <= ${instantSql(nowMs + EXPIRING_WITHIN_MS)}`,
    at: EXPIRY,
    isDescending: false,
  }),
  unlimited: (nowMs) => ({
    from: KEYS,
    where: Prisma.sql`${isActive(nowMs)} AND k."expiresAt" IS NULL AND k."endpoints" = '{}'::jsonb AND '*' = ANY(k."permissions")`,
    at: Prisma.sql`k."createdAt"`,
    isDescending: false,
  }),
  unused: (nowMs) => ({
    from: KEYS,
    where: Prisma.sql`${isActive(nowMs)} AND ${IDLE_SINCE} < ${instantSql(nowMs - UNUSED_FOR_MS)}`,
    at: IDLE_SINCE,
    isDescending: false,
  }),
  old: (nowMs) => {
    const before = instantSql(nowMs - OLD_AFTER_MS);
    // A key is never younger than its first secret, so only old keys are asked for newer ones.
    return {
      from: KEYS,
      where: Prisma.sql`${isActive(nowMs)} AND k."createdAt" < ${before}
        AND NOT EXISTS (SELECT 1 FROM "KeySecret" s WHERE s."keyId" = k."id" AND s."createdAt" >= ${before})`,
      at: Prisma.sql`k."createdAt"`,
      isDescending: false,
    };
  },
};

/** The latest note of a kind, if it is news. */
function noted(kind: NoteKind): (nowMs: number) => ReasonSql {
  return (nowMs) => ({
    from: Prisma.sql`"UsageEvent" e JOIN "Key" k ON k."id" = e."keyId"`,
    where: Prisma.sql`e."kind" = ${kind} AND e."at" > ${instantSql(nowMs - NOTED_WITHIN_MS)} AND ${isActive(nowMs)}
      AND NOT EXISTS (SELECT 1 FROM "UsageEvent" x WHERE x."keyId" = e."keyId" AND x."kind" = e."kind" AND x."day" > e."day")`,
    at: Prisma.sql`e."at"`,
    isDescending: true,
  });
}

function isActive(nowMs: number): Prisma.Sql {
  return Prisma.sql`k."revokedAt" IS NULL AND k."pausedAt" IS NULL AND ${EXPIRY} > ${instantSql(nowMs)}`;
}
