// Finds the decision about one request among the latest ones of all keys.
import { requestedAtMs } from "@/lib/core/request-id";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import { readDecisions } from "@/lib/core/usage/decision-lines";
import { startOfUnit, UNIT_MS } from "@/lib/core/usage/grains";
import type { World } from "@/lib/manage/world";

/** Keys whose decisions one statement looks through: some milliseconds in the embedded database, whose only session it holds. */
const KEYS_AT_ONCE = 250;
/** Whoever looks through more would have to wait for seconds. */
const MOST_KEYS = 10_000;

interface DecisionRow {
  readonly keyId: string;
  readonly entries: string;
}

/**
 * The request of that id (`readRequestId`), or null. The id tells the minute, and the roll-ups of that minute the keys that were in use:
 * so it is found as long as minutes are kept (48 hours), and stands among the latest 200 of its key.
 */
export async function findDecision(world: Pick<World, "prisma">, requestId: string): Promise<FoundRequest | null> {
  const keyIds = await keysInUse(world, requestedAtMs(requestId));
  for (let from = 0; from < keyIds.length; from += KEYS_AT_ONCE) {
    const row = await findRow(world, keyIds.slice(from, from + KEYS_AT_ONCE), requestId);
    if (row !== null) return describe(world, row, requestId);
  }
  return null;
}

/** A request is counted when it is decided: shortly after its id was made, and so perhaps in the next minute. */
async function keysInUse({ prisma }: Pick<World, "prisma">, atMs: number): Promise<string[]> {
  const minute = startOfUnit("minute", atMs);
  const rows = await prisma.$queryRaw<{ keyId: string }[]>`
    SELECT DISTINCT s."keyId" FROM "UsageMinute" m JOIN "UsageSeries" s ON s."id" = m."seriesId"
    WHERE m."at" >= to_timestamp(${minute / 1000}) AND m."at" <= to_timestamp(${(minute + UNIT_MS.minute) / 1000}) AND s."keyId" IS NOT NULL
    LIMIT ${MOST_KEYS}`;
  return rows.map(({ keyId }) => keyId);
}

async function findRow({ prisma }: Pick<World, "prisma">, keyIds: readonly string[], requestId: string): Promise<DecisionRow | null> {
  // A request may stand there twice; the later line knows how it ended.
  const rows = await prisma.$queryRaw<DecisionRow[]>`
    SELECT "keyId", "entries" FROM "UsageDecision"
    WHERE "keyId" = ANY(${[...keyIds]}::uuid[]) AND strpos("entries", ${requestId}) > 0 ORDER BY "lap" DESC LIMIT 1`;
  return rows[0] ?? null;
}

async function describe({ prisma }: Pick<World, "prisma">, row: DecisionRow, requestId: string): Promise<FoundRequest | null> {
  const decision = readDecisions([row.entries], Number.POSITIVE_INFINITY).find((candidate) => candidate.requestId === requestId);
  const key = await prisma.key.findUnique({ where: { id: row.keyId }, select: { publicId: true, api: { select: { slug: true } } } });
  if (decision === undefined) return null;
  const { atMs, outcome, reason, endpoint, method, status, range, told = null } = decision;
  return {
    requestId,
    atMs,
    api: key?.api.slug ?? null,
    outcome,
    reason: reason || null,
    endpoint: endpoint || null,
    method: method || null,
    publicId: key?.publicId ?? null,
    status,
    range,
    told,
  };
}
