// Verifies the audit chains: reads each from its first row on and names the first one that is not what was written.
import { type AuditMac, type AuditRow, canonicalRow, GENESIS_MAC } from "@/lib/core/audit/canonical-row";
import type { AuditFlaw } from "@/lib/core/audit/verification";
import type { Json } from "@/lib/core/http";
import type { AuditEntry, PrismaClient } from "@/prisma/generated/client";

/** The state of one chain. */
export interface ChainReport {
  readonly chain: string;
  /** Rows that hold, from the first on. */
  readonly verified: bigint;
  /** The hash of the last row that holds, as hex: worth noting outside the database. */
  readonly mac: string;
  /** The first broken row, or null when the chain holds. */
  readonly broken: { readonly sequence: bigint; readonly flaw: AuditFlaw } | null;
}

/** Rows of one piece: a few milliseconds of the database's time. */
const PIECE_ROWS = 500;

interface Position {
  readonly sequence: bigint;
  readonly mac: Uint8Array;
}

interface Ends {
  /** What the head says; without a head 0 and null. */
  readonly count: bigint;
  readonly mac: Uint8Array | null;
  /** The last row that exists; 0 without rows. */
  readonly last: bigint;
  /** As far as head and rows both reach. */
  readonly both: bigint;
}

type Walk = { readonly reached: Position; readonly broken: ChainReport["broken"] };

/** How far the walk along a chain is. */
export interface ChainProgress {
  readonly chain: string;
  /** Rows that hold so far. */
  readonly verified: bigint;
  /** Rows that there are to look at. */
  readonly count: bigint;
}

/** Reports on every chain, one after another, also while others append. Rejects when the database cannot be read. */
export async function* verifyAudit(prisma: PrismaClient, mac: AuditMac): AsyncGenerator<ChainReport> {
  for await (const step of followVerification(prisma, mac)) {
    if ("broken" in step) yield step;
  }
}

/** The same, and after each piece of a chain how far it is. Whoever stops listening stops it. */
export async function* followVerification(prisma: PrismaClient, mac: AuditMac): AsyncGenerator<ChainProgress | ChainReport> {
  for (let chain = await nextChain(prisma, ""); chain !== null; chain = await nextChain(prisma, chain)) {
    yield yield* verifyChain(prisma, mac, chain);
  }
}

async function* verifyChain(prisma: PrismaClient, mac: AuditMac, chain: string): AsyncGenerator<ChainProgress, ChainReport> {
  let reached: Position = { sequence: 0n, mac: GENESIS_MAC };
  for (;;) {
    const ends = await readEnds(prisma, chain);
    const walk = yield* walkRows(prisma, mac, chain, reached, ends);
    const broken = walk.broken ?? judgeEnds(walk.reached, ends);
    const hasGrown = broken === null && (await readEnds(prisma, chain)).last > walk.reached.sequence;
    reached = walk.reached;
    if (!hasGrown) return { chain, verified: reached.sequence, mac: toHex(reached.mac), broken };
  }
}

/** Reads on from a position up to where head and rows both reach. */
async function* walkRows(
  prisma: PrismaClient,
  mac: AuditMac,
  chain: string,
  from: Position,
  ends: Ends,
): AsyncGenerator<ChainProgress, Walk> {
  let reached = from;
  while (reached.sequence < ends.both) {
    const rows = await prisma.auditEntry.findMany({
      where: { chain, sequence: { gt: reached.sequence, lte: ends.both } },
      orderBy: { sequence: "asc" },
      take: PIECE_ROWS,
    });
    const walk = walkPiece(mac, reached, rows);
    if (walk.broken !== null || rows.length === 0) return walk;
    reached = walk.reached;
    yield { chain, verified: reached.sequence, count: ends.both };
  }
  return { reached, broken: null };
}

function walkPiece(mac: AuditMac, from: Position, rows: readonly AuditEntry[]): Walk {
  let reached = from;
  for (const row of rows) {
    const sequence = reached.sequence + 1n;
    if (row.sequence !== sequence) return { reached, broken: { sequence, flaw: "missing" } };
    if (!holds(mac, reached, row))
      return { reached, broken: { sequence, flaw: isElsewhere(mac, reached, rows) ? "reordered" : "changed" } };
    reached = { sequence, mac: row.mac };
  }
  return { reached, broken: null };
}

function holds(mac: AuditMac, before: Position, row: AuditEntry): boolean {
  return isEqual(mac(before.mac, canonicalRow(rowOf(row))), row.mac);
}

/** Whether one of these rows is the one that belongs after `before`, only under another number. */
function isElsewhere(mac: AuditMac, before: Position, rows: readonly AuditEntry[]): boolean {
  return rows.some((row) => holds(mac, before, { ...row, sequence: before.sequence + 1n }));
}

function judgeEnds(reached: Position, ends: Ends): ChainReport["broken"] {
  const sequence = reached.sequence + 1n;
  if (ends.mac === null || ends.last > ends.count) return { sequence, flaw: "unheaded" };
  if (ends.count > reached.sequence) return { sequence, flaw: "truncated" };
  return isEqual(ends.mac, reached.mac) ? null : { sequence: reached.sequence, flaw: "head_changed" };
}

/** Head and last row in one statement, so that both are of the same instant. */
async function readEnds(prisma: PrismaClient, chain: string): Promise<Ends> {
  const [ends] = await prisma.$queryRaw<Ends[]>`
    SELECT "count", "mac", "last", LEAST("count", "last") AS "both"
    FROM (SELECT COALESCE((SELECT "count" FROM "AuditHead" WHERE "chain" = ${chain}), 0) AS "count",
                 (SELECT "mac" FROM "AuditHead" WHERE "chain" = ${chain}) AS "mac",
                 COALESCE((SELECT MAX("sequence") FROM "AuditEntry" WHERE "chain" = ${chain}), 0) AS "last") AS "ends"`;
  return ends ?? { count: 0n, mac: null, last: 0n, both: 0n };
}

/** The next chain by name that has a head or a row, or null. One statement, so that one collation decides what is next. */
async function nextChain(prisma: PrismaClient, after: string): Promise<string | null> {
  const [found] = await prisma.$queryRaw<{ chain: string | null }[]>`
    SELECT LEAST((SELECT MIN("chain") FROM "AuditHead" WHERE "chain" > ${after}),
                 (SELECT MIN("chain") FROM "AuditEntry" WHERE "chain" > ${after})) AS "chain"`;
  return found?.chain ?? null;
}

function rowOf(entry: AuditEntry): AuditRow {
  return { ...entry, atMs: entry.at.getTime(), details: entry.details as Json };
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
