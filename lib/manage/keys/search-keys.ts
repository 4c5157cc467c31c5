// Searches keys for the console: one page of them, by place and never by number, so that the last page costs what the first does.
import { type KeyPlace, type KeySort, writeKeyCursor } from "@/lib/core/schemas/key-cursor";
import { type KeySearch, NO_TENANT } from "@/lib/core/schemas/key-search";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { EVERYTHING, type TenantReach } from "@/lib/core/tenant-reach";
import { KEY_RELATIONS, type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import type { World } from "@/lib/manage/world";
import { Prisma } from "@/prisma/generated/client";

/** One page, and the cursors of the pages beside it (null = there is none). */
export interface FoundKeys {
  readonly keys: readonly KeyView[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** Keys on a page. */
export const PAGE_SIZE = 50;

interface Order {
  /** What is compared, exactly as an index of migration 0002 has it. */
  readonly by: Prisma.Sql;
  readonly isDescending: boolean;
  readonly valueOf: (row: KeyRow) => KeyPlace["value"];
  readonly toSql: (value: KeyPlace["value"]) => Prisma.Sql;
}

const EXPIRY = Prisma.sql`COALESCE(k."expiresAt", 'infinity'::timestamptz)`;

const ORDERS: Readonly<Record<KeySort, Order>> = {
  newest: { by: Prisma.sql`k."createdAt"`, isDescending: true, valueOf: (row) => row.createdAt.getTime(), toSql: instantSql("infinity") },
  oldest: { by: Prisma.sql`k."createdAt"`, isDescending: false, valueOf: (row) => row.createdAt.getTime(), toSql: instantSql("infinity") },
  name: {
    by: Prisma.sql`(lower(k."name" COLLATE "C"))`,
    isDescending: false,
    valueOf: (row) => foldCase(row.name),
    toSql: (value) => Prisma.sql`${String(value)}::text`,
  },
  "last-used": {
    by: Prisma.sql`COALESCE(k."lastUsedAt", '-infinity'::timestamptz)`,
    isDescending: true,
    valueOf: (row) => row.lastUsedAt?.getTime() ?? null,
    toSql: instantSql("-infinity"),
  },
  expiry: { by: EXPIRY, isDescending: false, valueOf: (row) => row.expiresAt?.getTime() ?? null, toSql: instantSql("infinity") },
};

/**
 * The page of the search at its position, of the keys within reach. Where the keys around the position are gone, or too few are left before it to fill a page,
 * the first page is given.
 */
export async function searchKeys(world: Pick<World, "prisma" | "nowMs">, reach: TenantReach, search: KeySearch): Promise<FoundKeys> {
  const nowMs = world.nowMs();
  const side = search.position?.side ?? "after";
  const ids = await listIds(world, reach, search, nowMs);
  const isWhole = ids.length > PAGE_SIZE;
  const isFirst = search.position === null;
  if (!isFirst && (side === "before" ? ids.length < PAGE_SIZE : ids.length === 0))
    return searchKeys(world, reach, { ...search, position: null });
  const shown = ids.slice(0, PAGE_SIZE);
  const rows = await loadRows(world, side === "before" ? shown.reverse() : shown);
  const cursorOf = (row: KeyRow | undefined) =>
    row === undefined ? null : writeKeyCursor(search.sort, { value: ORDERS[search.sort].valueOf(row), id: row.id });
  const hasPrevious = side === "before" ? isWhole : !isFirst;
  const hasNext = side === "before" || isWhole;
  return {
    keys: rows.map((row) => viewKey(row, nowMs)),
    previous: hasPrevious ? cursorOf(rows[0]) : null,
    next: hasNext ? cursorOf(rows.at(-1)) : null,
  };
}

/** Ids from the position on, away from it: those of a page and of one key more, where there is one. */
async function listIds({ prisma }: Pick<World, "prisma">, reach: TenantReach, search: KeySearch, nowMs: number): Promise<string[]> {
  const { by, isDescending, toSql } = ORDERS[search.sort];
  const { position } = search;
  const isDown = isDescending !== (position?.side === "before");
  const conditions = [...within(reach), ...filters(search, nowMs)];
  if (position !== null) {
    const { value, id } = position.place;
    conditions.push(Prisma.sql`(${by}, k."id") ${isDown ? Prisma.sql`<` : Prisma.sql`>`} (${toSql(value)}, ${id}::uuid)`);
  }
  const where = conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}`;
  const direction = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT k."id" FROM "Key" k ${where} ORDER BY ${by} ${direction}, k."id" ${direction} LIMIT ${PAGE_SIZE + 1}`;
  return rows.map(({ id }) => id);
}

async function loadRows({ prisma }: Pick<World, "prisma">, ids: readonly string[]): Promise<KeyRow[]> {
  const rows = await prisma.key.findMany({ where: { id: { in: [...ids] } }, include: KEY_RELATIONS });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function within(reach: TenantReach): Prisma.Sql[] {
  return reach === EVERYTHING ? [] : [Prisma.sql`k."tenantId" = ANY(${[...reach]}::uuid[])`];
}

function filters({ text, state, api, tenant }: KeySearch, nowMs: number): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (state !== null) conditions.push(stateCondition(state, instantSql("infinity")(nowMs)));
  if (api !== null) conditions.push(Prisma.sql`k."apiId" = (SELECT "id" FROM "Api" WHERE "slug" = ${api})`);
  if (tenant !== null)
    conditions.push(tenant === NO_TENANT ? Prisma.sql`k."tenantId" IS NULL` : Prisma.sql`k."tenantId" = ${tenant}::uuid`);
  if (text !== "") conditions.push(textCondition(text));
  return conditions;
}

/** As `viewKey` tells the state at that instant. */
function stateCondition(state: KeyView["state"], now: Prisma.Sql): Prisma.Sql {
  const conditions = {
    revoked: Prisma.sql`k."revokedAt" IS NOT NULL`,
    expired: Prisma.sql`k."revokedAt" IS NULL AND ${EXPIRY} <= ${now}`,
    paused: Prisma.sql`k."pausedAt" IS NOT NULL AND k."revokedAt" IS NULL AND ${EXPIRY} > ${now}`,
    active: Prisma.sql`k."revokedAt" IS NULL AND k."pausedAt" IS NULL AND ${EXPIRY} > ${now}`,
  };
  return conditions[state];
}

/**
 * A whole id is that key's. Otherwise letters of ASCII match in either case, the same on every database. The database takes `strpos` for
 * something that many rows pass and walks the order until the page is full; it takes `LIKE` for something rare and reads every row. To find
 * nothing among 100,000 keys takes 50 ms in the embedded database, with `LIKE` on the three as one text 60 ms.
 */
function textCondition(text: string): Prisma.Sql {
  if (isPublicId(text)) return Prisma.sql`k."publicId" = ${text}`;
  const uuid = readUuid(text);
  if (uuid !== null) return Prisma.sql`k."id" = ${uuid}::uuid`;
  const part = foldCase(text);
  return Prisma.sql`(strpos(lower(k."name" COLLATE "C"), ${part}) > 0 OR strpos(lower(k."description" COLLATE "C"), ${part}) > 0
    OR strpos(k."publicId" COLLATE "C", ${part}) > 0)`;
}

/** What `lower(… COLLATE "C")` makes of a text. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** An instant of the core; a key without one stands where its order puts it. */
function instantSql(without: "infinity" | "-infinity"): Order["toSql"] {
  return (value) => Prisma.sql`${typeof value === "number" ? new Date(value).toISOString() : without}::timestamptz`;
}
