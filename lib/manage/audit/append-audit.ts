// Appends to the audit chains: the last statements of every transaction that changes anything.
import { type AuditMac, type AuditRow, canonicalRow, GENESIS_MAC } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import type { Tx } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** What one audit row says, besides who and when. */
export interface AuditRecord {
  /** `instance` or a tenant's id. */
  readonly chain: string;
  readonly action: string;
  readonly target: string;
  /** Never a secret. */
  readonly details: JsonObject;
}

/** Who changed something, and when. */
export interface AuditContext {
  readonly actor: string;
  readonly atMs: number;
}

interface Head {
  readonly count: bigint;
  readonly mac: Uint8Array<ArrayBuffer>;
}

/**
 * Adds the records to their chains. Locks each chain's head until the transaction ends, always in the order of the chains' names,
 * so that writers queue up behind each other instead of blocking each other crosswise. Call it last: what is locked here is what
 * all writers of a chain share.
 */
export async function appendAudit(tx: Tx, mac: AuditMac, context: AuditContext, records: readonly AuditRecord[]): Promise<void> {
  const chains = [...new Set(records.map((record) => record.chain))].sort();
  for (const chain of chains) {
    const ownRecords = records.filter((record) => record.chain === chain);
    await appendToChain(tx, mac, context, chain, ownRecords);
  }
}

async function appendToChain(tx: Tx, mac: AuditMac, context: AuditContext, chain: string, records: readonly AuditRecord[]): Promise<void> {
  let head = await lockHead(tx, chain);
  const rows: Prisma.AuditEntryCreateManyInput[] = [];
  for (const record of records) {
    const row: AuditRow = { ...record, ...context, sequence: head.count + 1n };
    head = { count: row.sequence, mac: new Uint8Array(mac(head.mac, canonicalRow(row))) };
    rows.push({ ...record, actor: context.actor, at: new Date(context.atMs), sequence: row.sequence, mac: head.mac });
  }
  await tx.auditEntry.createMany({ data: rows });
  await tx.auditHead.update({ where: { chain }, data: head });
}

/** Locks the head, making it first where the chain is new, and reads what the last committed writer left. */
async function lockHead(tx: Tx, chain: string): Promise<Head> {
  const [known] = await selectHead(tx, chain);
  if (known !== undefined) return known;
  await tx.$executeRaw`INSERT INTO "AuditHead" ("chain", "count", "mac") VALUES (${chain}, 0, ${GENESIS_MAC}) ON CONFLICT DO NOTHING`;
  const [head] = await selectHead(tx, chain);
  if (head === undefined) throw new Error("the head of an audit chain could not be locked");
  return head;
}

function selectHead(tx: Tx, chain: string): Promise<Head[]> {
  return tx.$queryRaw<Head[]>`SELECT "count", "mac" FROM "AuditHead" WHERE "chain" = ${chain} FOR UPDATE`;
}
