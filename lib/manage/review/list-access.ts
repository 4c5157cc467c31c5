// Reads who can do what: keys that work, by name, and the members of the console, on pages and as a file.
import type { EndpointGrants } from "@/lib/core/catalogue";
import { ORGANISATION } from "@/lib/core/key-record";
import {
  ACCESS_HEAD,
  type AccessMember,
  type AccessRow,
  keyCsvLine,
  keyJsonLine,
  memberCsvLine,
  memberJsonLine,
} from "@/lib/core/keys/access-lines";
import {
  type AccessFilter,
  type AccessPlace,
  type AccessQuery,
  type MemberPlace,
  writeAccessCursor,
  writeMemberCursor,
} from "@/lib/core/schemas/access-query";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { NO_TENANT } from "@/lib/core/schemas/key-search";
import { nameActors } from "@/lib/manage/team/name-actors";
import { instantSql } from "@/lib/manage/usage/usage-sql";
import type { World } from "@/lib/manage/world";
import { Prisma } from "@/prisma/generated/client";
import { readMembers } from "./list-access-members";
import { type FoundRow, pieces, readPage } from "./read-page";

type Reader = Pick<World, "prisma" | "nowMs">;

/** Keys, or members, on a page: as much as a person reads through. */
export const ACCESS_PAGE = 200;
/** Those that are printed at once, at most. */
export const ACCESS_WHOLE = 2000;
/** One page; `next` is the cursor of the one after it, null = there is none. */
export interface AccessPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** The page of keys of the query, or as many as are printed at once; behind the last key, the first page. */
export async function listAccess(world: Reader, query: AccessQuery): Promise<AccessPage<AccessRow>> {
  const { rows, next } = await readPage((after, most) => readKeys(world, query, after, most), query.after, mostOf(query));
  return { rows, next: next === null ? null : writeAccessCursor(next) };
}

/** The page of members of the query, owners first, or as many as are printed at once; behind the last member, the first page. */
export async function listAccessMembers(world: Pick<World, "prisma">, query: AccessQuery): Promise<AccessPage<AccessMember>> {
  const { rows, next } = await readPage((after, most) => readMembers(world, after, most), query.membersAfter, mostOf(query));
  return { rows, next: next === null ? null : writeMemberCursor(next) };
}

function mostOf({ isWhole }: AccessQuery): number {
  return isWhole ? ACCESS_WHOLE : ACCESS_PAGE;
}

/** Members and then keys, line by line in constant memory. */
export async function* exportAccess(world: Reader, filter: AccessFilter, format: ExportFormat): AsyncGenerator<string> {
  const isCsv = format === "csv";
  if (isCsv) yield ACCESS_HEAD;
  const [memberLine, keyLine] = isCsv ? [memberCsvLine, keyCsvLine] : [memberJsonLine, keyJsonLine];
  for await (const piece of pieces<AccessMember, MemberPlace>((after, most) => readMembers(world, after, most), null, EVERY)) {
    yield piece.map(({ row }) => memberLine(row)).join("");
  }
  for await (const piece of pieces<AccessRow, AccessPlace>((after, most) => readKeys(world, filter, after, most), null, EVERY)) {
    yield piece.map(({ row }) => keyLine(row)).join("");
  }
}

const EVERY = Number.POSITIVE_INFINITY;

interface StoredKey extends Omit<AccessRow, "tenant" | "owner" | "createdAt" | "expiresAt" | "lastUsedAt"> {
  readonly folded: string;
  readonly tenantId: string | null;
  readonly tenantName: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** As migration 0002 indexes it. */
const NAME = Prisma.sql`(lower(k."name" COLLATE "C"))`;

async function readKeys(
  world: Reader,
  filter: AccessFilter,
  after: AccessPlace | null,
  most: number,
): Promise<FoundRow<AccessRow, AccessPlace>[]> {
  const beyond = after === null ? Prisma.sql`true` : Prisma.sql`(${NAME}, k."id") > (${after.name}::text, ${after.id}::uuid)`;
  const rows = await world.prisma.$queryRaw<StoredKey[]>`
    SELECT k."id", k."publicId", k."name", a."slug" AS "api", k."planName" AS "plan", COALESCE(k."permissions", '{}') AS "permissions", k."endpoints",
      COALESCE(k."ipAllowList", '{}') AS "ipAllowList",
      k."tenantId", t."name" AS "tenantName", k."createdBy", k."createdAt", k."expiresAt", k."lastUsedAt", ${NAME} AS "folded"
    FROM "Key" k JOIN "Api" a ON a."id" = k."apiId" LEFT JOIN "Tenant" t ON t."id" = k."tenantId"
    WHERE ${conditionOf(filter, world.nowMs())} AND ${beyond} ORDER BY ${NAME}, k."id" LIMIT ${most}`;
  const owners = await nameActors(world, [...new Set(rows.map(({ createdBy }) => createdBy))]);
  return rows.map((row) => ({ row: viewRow(row, owners), place: { name: row.folded, id: row.id } }));
}

/** Keys that work now: neither revoked nor paused nor expired. */
function conditionOf({ api, tenant, owner }: AccessFilter, nowMs: number): Prisma.Sql {
  const conditions = [
    Prisma.sql`k."revokedAt" IS NULL AND k."pausedAt" IS NULL AND COALESCE(k."expiresAt", 'infinity'::timestamptz) > ${instantSql(nowMs)}`,
  ];
  if (api !== null) conditions.push(Prisma.sql`a."slug" = ${api}`);
  if (tenant !== null)
    conditions.push(tenant === NO_TENANT ? Prisma.sql`k."tenantId" IS NULL` : Prisma.sql`k."tenantId" = ${tenant}::uuid`);
  if (owner !== null)
    conditions.push(
      owner === ORGANISATION ? Prisma.sql`k."createdBy" NOT LIKE 'member:%'` : Prisma.sql`k."createdBy" = ${`member:${owner}`}`,
    );
  return Prisma.join(conditions, " AND ");
}

function viewRow(stored: StoredKey, owners: ReadonlyMap<string, string>): AccessRow {
  const { id, publicId, name, api, plan, permissions, ipAllowList, tenantId, tenantName, createdBy } = stored;
  const { createdAt, expiresAt, lastUsedAt } = stored;
  return {
    ...{ id, publicId, name, api, plan, permissions, ipAllowList },
    endpoints: stored.endpoints as EndpointGrants,
    tenant: tenantId === null ? null : { id: tenantId, name: tenantName ?? tenantId },
    owner: owners.get(createdBy) ?? createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
