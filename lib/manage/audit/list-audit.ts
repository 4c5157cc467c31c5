// Lists the audit of all chains, newest first, page by page.
import type { Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { type AuditFilter, type AuditPlace, type AuditQuery, readAuditTime, writeAuditCursor } from "@/lib/core/schemas/audit-query";
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import type { World } from "@/lib/manage/world";
import { type AuditEntry, Prisma } from "@/prisma/generated/client";

/** One row, as it stands. */
export interface AuditItem {
  readonly chain: string;
  readonly sequence: bigint;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly details: JsonObject;
}

/** One page, and the cursors of the pages beside it (null = there is none). */
export interface AuditPage {
  readonly items: readonly AuditItem[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** Rows on a page. */
export const AUDIT_PAGE = 50;

type Reader = Pick<World, "prisma">;

/** The page of the query at its position; where nothing is left there, the first page. */
export async function listAudit({ prisma }: Reader, query: AuditQuery): Promise<AuditPage> {
  const { position } = query;
  const isBackward = position?.side === "before";
  const conditions = await conditionsOf(prisma, query);
  const rows = conditions === null ? [] : await readRows(prisma, conditions, position, AUDIT_PAGE + 1);
  if (position !== null && (isBackward ? rows.length < AUDIT_PAGE : rows.length === 0))
    return listAudit({ prisma }, { ...query, position: null });
  const hasMore = rows.length > AUDIT_PAGE;
  const items = rows.slice(0, AUDIT_PAGE);
  if (isBackward) items.reverse();
  const cursorOf = (item: AuditItem | undefined) => (item === undefined ? null : writeAuditCursor(item));
  return {
    items,
    previous: (isBackward ? hasMore : position !== null) ? cursorOf(items[0]) : null,
    next: isBackward || hasMore ? cursorOf(items.at(-1)) : null,
  };
}

/** So many at a time occupy the embedded database for less than 50 ms. */
const PIECE = 1000;

/** Every row that the filter lets through, newest first, in pieces. Rows that are added meanwhile are not in it. */
export async function* readAudit({ prisma }: Reader, filter: AuditFilter): AsyncGenerator<readonly AuditItem[]> {
  const conditions = await conditionsOf(prisma, filter);
  if (conditions === null) return;
  for (let place: AuditPlace | null = null; ; ) {
    const items: AuditItem[] = await readRows(prisma, conditions, place && { side: "after", place }, PIECE);
    if (items.length > 0) yield items;
    place = items.at(-1) ?? null;
    if (items.length < PIECE) return;
  }
}

/** The actions that ever were recorded, by name: one step of the index for each. */
export async function listAuditActions({ prisma }: Reader): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ action: string }[]>`
    WITH RECURSIVE "found" AS (
      SELECT MIN("action") AS "action" FROM "AuditEntry"
      UNION ALL
      SELECT (SELECT MIN(e."action") FROM "AuditEntry" e WHERE e."action" > f."action") FROM "found" f WHERE f."action" IS NOT NULL
    ) SELECT "action" FROM "found" WHERE "action" IS NOT NULL`;
  return rows.map(({ action }) => action).sort();
}

type Row = Pick<AuditEntry, "chain" | "sequence" | "at" | "actor" | "action" | "target" | "details">;

async function readRows(
  prisma: World["prisma"],
  conditions: readonly Prisma.Sql[],
  position: AuditQuery["position"],
  most: number,
): Promise<AuditItem[]> {
  const isBackward = position?.side === "before";
  const beyond = position === null ? [] : [beyondOf(position.place, isBackward)];
  const all = [...conditions, ...beyond];
  const where = all.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(all, " AND ")}`;
  const direction = isBackward ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT "chain", "sequence", "at", "actor", "action", "target", "details" FROM "AuditEntry" ${where}
    ORDER BY "at" ${direction}, "chain" ${direction}, "sequence" ${direction} LIMIT ${most}`;
  return rows.map(({ at, details, ...row }) => {
    const told = details as Json;
    return { ...row, atMs: at.getTime(), details: isJsonObject(told) ? told : {} };
  });
}

function beyondOf({ atMs, chain, sequence }: AuditPlace, isBackward: boolean): Prisma.Sql {
  const side = isBackward ? Prisma.sql`>` : Prisma.sql`<`;
  return Prisma.sql`("at", "chain", "sequence") ${side} (${instant(atMs)}, ${chain}, ${sequence}::bigint)`;
}

/** null = there can be no such row. */
async function conditionsOf(prisma: World["prisma"], { actor, about, action, from, until }: AuditFilter): Promise<Prisma.Sql[] | null> {
  const targets = about === "" ? null : await targetsOf(prisma, about);
  if (targets?.length === 0) return null;
  const [begin, end] = [readAuditTime(from), readAuditTime(until)];
  return [
    ...(actor === "" ? [] : [Prisma.sql`"actor" = ${actor}`]),
    ...(action === "" ? [] : [Prisma.sql`"action" = ${action}`]),
    ...(targets === null ? [] : [targetCondition(targets)]),
    ...(begin === null ? [] : [Prisma.sql`"at" >= ${instant(Date.parse(begin.at))}`]),
    ...(end === null ? [] : [Prisma.sql`"at" < ${instant(Date.parse(end.at) + end.lengthMs)}`]),
  ];
}

/** One target is read in the order of its index. */
function targetCondition(targets: readonly string[]): Prisma.Sql {
  const [first] = targets;
  return targets.length === 1 ? Prisma.sql`"target" = ${first}` : Prisma.sql`"target" = ANY(${[...targets]}::text[])`;
}

/** What a UUID can be the id of. */
const KINDS = [
  ...["key", "tenant", "api", "member", "user", "group", "application", "signing-key", "session", "token", "audit-log"],
  ...["request", "webhook", "invitation", "mail", "identity"],
] as const;

/** The targets of the audit that are meant: those of them that stand in it. */
async function targetsOf(prisma: World["prisma"], about: string): Promise<string[]> {
  const uuid = readUuid(about) ?? (isPublicId(about) ? await uuidOf(prisma, about) : null);
  const meant = uuid === null ? [about] : KINDS.map((kind) => `${kind}:${uuid}`);
  const rows = await prisma.$queryRaw<{ target: string }[]>`
    SELECT m."target" FROM unnest(${meant}::text[]) AS m("target")
    WHERE EXISTS (SELECT 1 FROM "AuditEntry" e WHERE e."target" = m."target")`;
  return rows.map(({ target }) => target);
}

async function uuidOf(prisma: World["prisma"], publicId: string): Promise<string | null> {
  return (await prisma.key.findUnique({ where: { publicId }, select: { id: true } }))?.id ?? null;
}

/** No row is from before 1970 or after the year 9999, which the database could not read. */
const LAST_MS = 253_402_300_799_999;

function instant(ms: number): Prisma.Sql {
  return Prisma.sql`${new Date(Math.min(Math.max(ms, 0), LAST_MS)).toISOString()}::timestamptz`;
}
