// The one way to change anything: a transaction that ends with its audit rows, or leaves nothing behind.
import type { JsonObject } from "@/lib/core/json";
import { type Revocation, type RevocationKind, revocationAt } from "@/lib/core/tokens/revocation";
import { type AuditRecord, appendAudit } from "@/lib/manage/audit/append-audit";
import { duplicateOf } from "@/lib/manage/duplicates";
import type { Outcome, Refusal } from "@/lib/manage/outcome";
import { type TenantDb, tenantTx } from "@/lib/manage/tenants/tenant-db";
import { writeRevocations } from "@/lib/manage/tokens/write-revocations";
import { queueDeliveries } from "@/lib/manage/webhooks/queue-deliveries";
import type { Announcement, KeyNotice, Tx, World } from "@/lib/manage/world";

/** A change in progress. */
export interface Change {
  readonly world: World;
  /** For models that no tenant owns. */
  readonly tx: Tx;
  readonly atMs: number;
  /** The same transaction, confined to a tenant. */
  tenant(tenantId: string): TenantDb;
  /** Notes what was done; written when the work is over. `details` hold no secret. */
  record(chain: string, action: string, target: string, details?: JsonObject): void;
  announceKey(notice: KeyNotice): void;
  announceCatalogue(): void;
  /** Ends every token that the subject has, on every process within a second of the commit. */
  revokeTokens(kind: RevocationKind, subject: string): void;
}

/** Rolls the transaction back; caught again before `changing` returns. */
class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super("The change was refused.");
  }
}

/**
 * Runs a change. When the work is done, announcements, what webhooks are told of, and then audit rows are written as the last statements of its transaction;
 * a refusal, a fault or an audit row that cannot be written undoes everything. A collision with an object that was made at the
 * same time comes back as the refusal it would have been a moment later.
 */
export async function changing<T>(world: World, actor: string, work: (change: Change) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    const { outcome, announcement } = await world.prisma.$transaction((tx) => runChange(world, actor, tx, work));
    if (isWorthTelling(announcement)) await world.settle(announcement);
    return outcome;
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    const problem = duplicateOf(error);
    if (problem !== null) return { kind: "refused", problems: [problem] };
    throw error;
  }
}

async function runChange<T>(world: World, actor: string, tx: Tx, work: (change: Change) => Promise<Outcome<T>>) {
  const records: AuditRecord[] = [];
  const keys: KeyNotice[] = [];
  const revocations: Revocation[] = [];
  let catalogue = false;
  const atMs = world.nowMs();
  const outcome = await work({
    world,
    tx,
    atMs,
    tenant: (tenantId) => tenantTx(tx, tenantId),
    record: (chain, action, target, details = {}) => records.push({ chain, action, target, details }),
    announceKey: (notice) => keys.push(notice),
    announceCatalogue: () => {
      catalogue = true;
    },
    revokeTokens: (kind, subject) => revocations.push(revocationAt(kind, subject, atMs)),
  });
  if (outcome.kind === "refused" || outcome.kind === "absent") throw new Undone(outcome);
  if (outcome.kind === "done" && records.length === 0) throw new Error("a change recorded nothing for the audit");
  await writeRevocations(tx, revocations);
  const announcement: Announcement = { keys, catalogue, revocations };
  if (isWorthTelling(announcement)) await world.announce(tx, announcement);
  await queueDeliveries(tx, world, records, atMs);
  await appendAudit(tx, world.auditMac, { actor, atMs }, records);
  return { outcome, announcement };
}

function isWorthTelling(announcement: Announcement): boolean {
  return announcement.catalogue || announcement.keys.length > 0 || announcement.revocations.length > 0;
}
