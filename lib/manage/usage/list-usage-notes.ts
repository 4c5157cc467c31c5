// Lists notes about keys: what somebody should look at, newest first.
import type { UsageNoteView } from "@/lib/core/schemas/usage-view";
import { describeNote, NOTE_KINDS, NOTES_SHOWN, type NoteFacts, type NoteKind } from "@/lib/core/usage/notes";
import { Prisma } from "@/prisma/generated/client";
import type { UsageWorld } from "./usage-world";

/** Whose notes, and how many. */
export interface NoteSelection {
  /** UUID of a key. */
  readonly keyId?: string;
  /** Slug. */
  readonly api?: string;
  readonly tenantId?: string;
  /** Only notes that were written after this instant. */
  readonly sinceMs?: number;
  /** At most this many, 1–200. */
  readonly limit?: number;
}

const MOST_NOTES = 200;

interface NoteRow {
  readonly id: string;
  readonly kind: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly publicId: string;
  readonly keyName: string;
  readonly api: string;
  readonly facts: unknown;
}

/** Notes of the selection, newest first. */
export async function listUsageNotes({ prisma }: Pick<UsageWorld, "prisma">, selection: NoteSelection = {}): Promise<UsageNoteView[]> {
  const rows = await prisma.$queryRaw<NoteRow[]>`
    SELECT e."id", e."kind", (extract(epoch FROM e."at") * 1000)::float8 AS "atMs", e."keyId", k."publicId", k."name" AS "keyName",
      a."slug" AS "api", e."facts"
    FROM "UsageEvent" e JOIN "Key" k ON k."id" = e."keyId" JOIN "Api" a ON a."id" = e."apiId"
    WHERE ${conditionOf(selection)} ORDER BY e."at" DESC, e."id" DESC
    LIMIT ${Math.min(Math.max(1, selection.limit ?? NOTES_SHOWN.ofKey), MOST_NOTES)}`;
  return rows.flatMap(viewNote);
}

function conditionOf({ keyId, api, tenantId, sinceMs }: NoteSelection): Prisma.Sql {
  const conditions = [
    ...(keyId === undefined ? [] : [Prisma.sql`e."keyId" = ${keyId}::uuid`]),
    ...(api === undefined ? [] : [Prisma.sql`a."slug" = ${api}`]),
    ...(tenantId === undefined ? [] : [Prisma.sql`e."tenantId" = ${tenantId}::uuid`]),
    ...(sinceMs === undefined ? [] : [Prisma.sql`e."at" > ${new Date(sinceMs).toISOString()}::timestamptz`]),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ");
}

/** A kind that this version does not know is left out. */
function viewNote({ kind: text, facts, ...row }: NoteRow): UsageNoteView[] {
  const kind = NOTE_KINDS.find((known) => known === text);
  // What stands in the row was written by the same table of kinds.
  return kind === undefined ? [] : [{ ...row, kind, text: describeNote(kind, facts as NoteFacts[NoteKind] as never) }];
}
