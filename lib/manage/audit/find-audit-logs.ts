// Reads the audit for the management API: one entry by number, or those that a search finds.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { entryNumber, rangeOf, readEntryNumber } from "@/lib/core/audit/entry-number";
import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import { type AuditLogSearch, type AuditLogView, auditLogView } from "@/lib/core/schemas/audit-log";
import type { World } from "@/lib/manage/world";
import { type AuditEntry, Prisma } from "@/prisma/generated/client";

/** The action of entries that clients add; everything else that stands in the audit was done here. */
export const ADDED = "audit-log.add";

/** One page of results; `total` counts all that match. */
export interface FoundAuditLogs {
  readonly auditLogs: readonly AuditLogView[];
  readonly total: number;
}

type Row = Pick<AuditEntry, "chain" | "sequence" | "at" | "actor" | "action" | "target" | "details">;

/** The entry of that number in the chain of a tenant (null = in any chain), or `several` where chains share the number, or null. */
export async function findAuditLog(
  { prisma }: Pick<World, "prisma">,
  tenantId: string | null,
  text: string,
): Promise<AuditLogView | "several" | null> {
  const place = readEntryNumber(text);
  if (place === null) return null;
  const chains = tenantId === null ? (await prisma.auditHead.findMany({ select: { chain: true } })).map(({ chain }) => chain) : [tenantId];
  const meant = chains.filter((chain) => rangeOf(chain) === place.range);
  const rows = await prisma.auditEntry.findMany({ where: { chain: { in: meant }, sequence: place.sequence }, take: 2 });
  const [row, other] = rows;
  if (row === undefined) return null;
  return other === undefined ? viewAuditLog(row) : "several";
}

/** Entries of the chain of a tenant (null = of every chain), newest first unless another order is asked for. */
export async function searchAuditLogs(
  { prisma }: Pick<World, "prisma">,
  tenantId: string | null,
  search: AuditLogSearch,
): Promise<FoundAuditLogs> {
  const conditions = conditionsOf(tenantId, search);
  const where = conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}`;
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT "chain", "sequence", "at", "actor", "action", "target", "details" FROM "AuditEntry" ${where}
    ORDER BY ${orderOf(search)} LIMIT ${search.numberOfResults} OFFSET ${search.startRow}`;
  const [counted] = await prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS "total" FROM "AuditEntry" ${where}`;
  return { auditLogs: rows.map(viewAuditLog), total: Number(counted?.total ?? 0) };
}

/** A row as it leaves. Of entries that clients added, user and message are theirs. */
export function viewAuditLog({ chain, sequence, at, actor, action, target, details }: Row): AuditLogView {
  const told = details as Json;
  const added = action === ADDED && isJsonObject(told) ? told : null;
  const content = added ?? { insertUser: actor, message: `${action} ${target}`, data: told };
  return auditLogView.parse({
    ...content,
    id: entryNumber(chain, sequence),
    insertInstant: at.getTime(),
    ...(chain === INSTANCE_CHAIN ? {} : { tenantId: chain }),
  });
}

const USER = Prisma.sql`(CASE WHEN "action" = ${ADDED} THEN "details"->>'insertUser' ELSE "actor" END)`;
const MESSAGE = Prisma.sql`(CASE WHEN "action" = ${ADDED} THEN "details"->>'message' ELSE "action" || ' ' || "target" END)`;

const SORT_COLUMNS = { insertInstant: Prisma.sql`"at"`, insertUser: USER, message: MESSAGE };

function orderOf({ order }: AuditLogSearch): Prisma.Sql {
  const steps = order.length === 0 ? [{ name: "insertInstant" as const, order: "desc" as const }] : order;
  const sorted = steps.map((step) => Prisma.sql`${SORT_COLUMNS[step.name]} ${step.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`}`);
  // Rows of one instant in the order in which they were written, the way the first step goes.
  const direction = steps[0]?.order === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.join([...sorted, Prisma.sql`"chain" ${direction}`, Prisma.sql`"sequence" ${direction}`], ", ");
}

function conditionsOf(tenantId: string | null, search: AuditLogSearch): Prisma.Sql[] {
  const { user, message, reason, oldValue, newValue, start, end } = search;
  const chains = [tenantId, search.tenantId].filter((chain) => typeof chain === "string");
  const added = (name: string) => Prisma.sql`(CASE WHEN "action" = ${ADDED} THEN "details"->>${name} END)`;
  return [
    ...chains.map((chain) => Prisma.sql`"chain" = ${chain}`),
    ...contains(USER, user),
    ...contains(MESSAGE, message),
    ...contains(added("reason"), reason),
    ...contains(added("oldValue"), oldValue),
    ...contains(added("newValue"), newValue),
    ...(start === undefined ? [] : [Prisma.sql`"at" >= ${new Date(start)}`]),
    ...(end === undefined ? [] : [Prisma.sql`"at" < ${new Date(end)}`]),
  ];
}

/** In either case; `*` stands for any text. */
function contains(column: Prisma.Sql, text: string | undefined): Prisma.Sql[] {
  if (text === undefined || text.trim() === "") return [];
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%")}%`;
  return [Prisma.sql`${column} ILIKE ${pattern}`];
}
