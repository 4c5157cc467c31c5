// Lists the keys that somebody should look at, reason by reason, page by page. The database proposes, the core decides.
import { ATTENTION_REASONS, type AttentionFacts, type AttentionReason, attentionWords, needsAttention } from "@/lib/core/keys/attention";
import { ATTENTION_HEADS, ATTENTION_LINES } from "@/lib/core/keys/attention-lines";
import { type AttentionPlace, type AttentionQuery, writeAttentionCursor } from "@/lib/core/schemas/attention-query";
import { type AttentionPage, type AttentionView, MOST_COUNTED } from "@/lib/core/schemas/attention-view";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import type { NoteFacts } from "@/lib/core/usage/notes";
import { KEY_RELATIONS, type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import { nameActors } from "@/lib/manage/team/name-actors";
import { instantSql } from "@/lib/manage/usage/usage-sql";
import type { World } from "@/lib/manage/world";
import { Prisma } from "@/prisma/generated/client";
import { reasonSql } from "./attention-sql";

type Reader = Pick<World, "prisma" | "nowMs">;

/** Lines on a page. */
export const ATTENTION_PAGE = 50;

/** The page of the query at its position; where too little is left there, the first page. */
export async function listAttention(world: Reader, query: AttentionQuery): Promise<AttentionPage> {
  const nowMs = world.nowMs();
  const { reason, position } = query;
  const isBackward = position?.side === "before";
  const found = await findPlaces(world, query, nowMs);
  if (position !== null && (isBackward ? found.length < ATTENTION_PAGE : found.length === 0)) {
    return listAttention(world, { reason, position: null });
  }
  const hasMore = found.length > ATTENTION_PAGE;
  const places = found.slice(0, ATTENTION_PAGE);
  if (isBackward) places.reverse();
  const cursorOf = (place: AttentionPlace | undefined) => (place === undefined ? null : writeAttentionCursor(place));
  return {
    lines: await describe(world, places, nowMs),
    previous: (isBackward ? hasMore : position !== null) ? cursorOf(places[0]) : null,
    next: isBackward || hasMore ? cursorOf(places.at(-1)) : null,
    counts: await countReasons(world, nowMs),
  };
}

/** All that the query asks for, line by line in constant memory. */
export async function* exportAttention(world: Reader, reason: AttentionReason | null, format: ExportFormat): AsyncGenerator<string> {
  if (ATTENTION_HEADS[format] !== "") yield ATTENTION_HEADS[format];
  const nowMs = world.nowMs();
  for (let position: AttentionQuery["position"] = null; ; ) {
    const found: AttentionPlace[] = await findPlaces(world, { reason, position }, nowMs);
    const places = found.slice(0, ATTENTION_PAGE);
    yield (await describe(world, places, nowMs)).map(ATTENTION_LINES[format]).join("");
    const last = places.at(-1);
    if (last === undefined || found.length <= ATTENTION_PAGE) return;
    position = { side: "after", place: last };
  }
}

/** Those of a page and one more, reason after reason, from the position on and away from it. */
async function findPlaces({ prisma }: Reader, { reason, position }: AttentionQuery, nowMs: number): Promise<AttentionPlace[]> {
  const isBackward = position?.side === "before";
  const reasons = reason === null ? [...ATTENTION_REASONS] : [reason];
  if (isBackward) reasons.reverse();
  const first = position === null ? 0 : reasons.indexOf(position.place.reason);
  const places: AttentionPlace[] = [];
  for (const next of reasons.slice(first)) {
    const beside = position?.place.reason === next ? position.place : null;
    const most = ATTENTION_PAGE + 1 - places.length;
    if (most > 0) places.push(...(await findOfReason(prisma, next, { beside, isBackward, most }, nowMs)));
  }
  return places;
}

interface Piece {
  /** null = from the reason's end that the walk comes to first. */
  readonly beside: AttentionPlace | null;
  readonly isBackward: boolean;
  readonly most: number;
}

async function findOfReason(
  prisma: World["prisma"],
  reason: AttentionReason,
  { beside, isBackward, most }: Piece,
  nowMs: number,
): Promise<AttentionPlace[]> {
  const { from, where, at, isDescending } = reasonSql(reason, nowMs);
  const isDown = isDescending !== isBackward;
  const side = isDown ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond = beside === null ? Prisma.sql`true` : Prisma.sql`(${at}, k."id") ${side} (${instantSql(beside.atMs)}, ${beside.id}::uuid)`;
  const direction = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await prisma.$queryRaw<{ id: string; at: Date }[]>`
    SELECT k."id", ${at} AS "at" FROM ${from} WHERE ${where} AND ${beyond}
    ORDER BY ${at} ${direction}, k."id" ${direction} LIMIT ${most}`;
  return rows.map((row) => ({ reason, atMs: row.at.getTime(), id: row.id }));
}

/** In one statement: they stand on every view. */
async function countReasons({ prisma }: Reader, nowMs: number): Promise<Record<AttentionReason, number>> {
  const counts = ATTENTION_REASONS.map((reason) => {
    const { from, where } = reasonSql(reason, nowMs);
    return Prisma.sql`SELECT ${reason} AS "reason", count(*)::int AS "count" FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${MOST_COUNTED + 1}) AS "some"`;
  });
  const rows = await prisma.$queryRaw<{ reason: AttentionReason; count: number }[]>`${Prisma.join(counts, " UNION ALL ")}`;
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count])) as Record<AttentionReason, number>;
}

/** What changed since the key was found leaves its line out. */
async function describe(world: Reader, places: readonly AttentionPlace[], nowMs: number): Promise<AttentionView[]> {
  const ids = [...new Set(places.map(({ id }) => id))];
  const rows = await world.prisma.key.findMany({ where: { id: { in: ids } }, include: KEY_RELATIONS });
  const notes = await readNotes(world, ids, nowMs);
  const owners = await nameActors(
    world,
    rows.map(({ createdBy }) => createdBy),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ reason, id }) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const facts = factsOf(row, notes.get(id) ?? {}, nowMs);
    if (!needsAttention(reason, facts, nowMs)) return [];
    const { publicId, name, api, createdBy } = row;
    return [
      { reason, words: attentionWords(reason, facts, nowMs), publicId, name, api: api.slug, owner: owners.get(createdBy) ?? createdBy },
    ];
  });
}

type Notes = Partial<Pick<AttentionFacts, "refusals" | "nearLimit">>;

/** What the core decides by. */
export function factsOf(row: KeyRow, { refusals = null, nearLimit = null }: Notes, nowMs: number): AttentionFacts {
  const { endpoints, permissions } = row;
  return {
    isActive: viewKey(row, nowMs).state === "active",
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
    secretMadeAtMs: Math.max(row.createdAt.getTime(), ...row.secrets.map(({ createdAt }) => createdAt.getTime())),
    opensEverything: Object.keys(endpoints as object).length === 0 && permissions.includes("*"),
    refusals,
    nearLimit,
  };
}

async function readNotes({ prisma }: Reader, ids: readonly string[], nowMs: number): Promise<ReadonlyMap<string, Notes>> {
  const rows = await prisma.usageEvent.findMany({
    where: { keyId: { in: [...ids] }, kind: { in: ["denied_share", "near_limit"] }, at: { gt: new Date(nowMs - 2 * 86_400_000) } },
    orderBy: { at: "asc" },
    select: { keyId: true, kind: true, at: true, facts: true },
  });
  const notes = new Map<string, Notes>();
  for (const { keyId, kind, at, facts } of rows) {
    const atMs = at.getTime();
    // What stands in the row was written by the same table of kinds.
    const note: Notes =
      kind === "near_limit"
        ? { nearLimit: { atMs, facts: facts as unknown as NoteFacts["near_limit"] } }
        : { refusals: { atMs, facts: facts as unknown as NoteFacts["denied_share"] } };
    notes.set(keyId, { ...notes.get(keyId), ...note });
  }
  return notes;
}
