// Whom a key manager may touch: keys of the management API, within its tenants, that can do nothing which it cannot.
import { type EndpointGrants, MANAGEMENT_SLUG, type Quota } from "@/lib/core/catalogue";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { type Dimension, type KeyPower, widerIn } from "@/lib/core/grants/within";
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { type StoredWindow, windowsOfPlan } from "@/lib/core/windows/stored-windows";
import { type Change, changing } from "@/lib/manage/changing";
import { type Outcome, unchanged } from "@/lib/manage/outcome";
import type { Tx, World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** The key that calls. */
export interface KeyManager {
  readonly id: string;
  /** As the audit names it. */
  readonly actor: string;
  /** The only tenant whose keys it may see now; null = every key. */
  readonly tenantId: string | null;
}

const WITH_POWER = { plan: true, api: { select: { slug: true } } } satisfies Prisma.KeyInclude;

/** A key with what decides its power. */
export type PoweredKey = Prisma.KeyGetPayload<{ include: typeof WITH_POWER }>;

/** As an outcome, or: the calling key may not do this, whatever it asks. */
export type Managed<T> = Outcome<T> | { readonly kind: "barred" };

/** The calling key may not do this. */
export const BARRED = { kind: "barred" } as const;

/** Runs a change that can turn out to be barred. */
export async function managing<T>(world: World, caller: KeyManager, work: (change: Change) => Promise<Managed<T>>): Promise<Managed<T>> {
  const outcome = await changing<T | typeof BARRED>(world, caller.actor, async (change) => {
    const managed = await work(change);
    return managed.kind === "barred" ? unchanged(BARRED) : managed;
  });
  if (outcome.kind === "refused" || outcome.kind === "absent") return outcome;
  return outcome.value === BARRED ? BARRED : { kind: outcome.kind, value: outcome.value as T };
}

/** The calling key as it stands, or null where it is no key manager any more. `changing`: nobody narrows it until the change is over. */
export async function readManager(tx: Tx, caller: KeyManager, nowMs: number, lock?: readonly string[]): Promise<PoweredKey | null> {
  if (lock !== undefined) await lockKeys(tx, [caller.id, ...lock]);
  const row = await tx.key.findUnique({ where: { id: caller.id }, include: WITH_POWER });
  if (row === null || !row.keyManager || row.api.slug !== MANAGEMENT_SLUG || row.revokedAt !== null || row.pausedAt !== null) return null;
  return row.expiresAt !== null && row.expiresAt.getTime() <= nowMs ? null : row;
}

/** The key with that UUID or public id that the caller can see, or null: a revoked one is gone, a foreign one is not there. */
export async function readManaged(tx: Tx, caller: KeyManager, manager: PoweredKey, reference: string): Promise<PoweredKey | null> {
  const where = whereOf(reference);
  const row = where === null ? null : await tx.key.findUnique({ where, include: WITH_POWER });
  if (row === null || row.apiId !== manager.apiId || row.revokedAt !== null) return null;
  return caller.tenantId === null || row.tenantId === caller.tenantId ? row : null;
}

/** The UUID of a key that is named by either of its ids, or null. */
export async function idOf(tx: Tx, reference: string): Promise<string | null> {
  const where = whereOf(reference);
  return where === null ? null : ((await tx.key.findUnique({ where, select: { id: true } }))?.id ?? null);
}

/** The ways in which the key would be wider than the manager. */
export function excessOf(key: KeyPower, manager: PoweredKey): Dimension[] {
  return widerIn(key, powerOf(manager), fusionauth.openingPermission);
}

/** What a stored key can do. */
export function powerOf({ plan, expiresAt, ...row }: PoweredKey): KeyPower {
  return {
    permissions: row.permissions,
    endpoints: row.endpoints as EndpointGrants,
    tenantId: row.tenantId,
    expiresAtMs: expiresAt === null ? null : expiresAt.getTime(),
    plan: {
      ...plan,
      ...windowsOfPlan(plan.windows as unknown as readonly StoredWindow[]),
      quota: plan.quota as Quota | null,
      endpoints: plan.endpoints as EndpointGrants | null,
    },
    ipAllowList: row.ipAllowList,
    keyManager: row.keyManager,
  };
}

function whereOf(reference: string): { id: string } | { publicId: string } | null {
  const id = readUuid(reference);
  if (id !== null) return { id };
  return isPublicId(reference) ? { publicId: reference } : null;
}

/** In one order, so that two managers who change each other wait instead of blocking each other. */
async function lockKeys(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await tx.$queryRaw`SELECT 1 FROM "Key" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
}
