// Deletes a tenant with everything it owns.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Problem } from "@/lib/core/schemas/problem";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, type Refusal, refused } from "@/lib/manage/outcome";
import { detachKeys } from "@/lib/manage/tenants/detach-keys";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";

/** Chosen at random; tenants are deleted one after the other, so that the last two cannot go at the same time. */
const DELETION_LOCK = 1_493_850_262;

/** So many users with all that hangs on them, or keys with an audit row each, go in one transaction: well below a second, also when busy. */
const PIECE_USERS = 1000;
const PIECE_KEYS = 100;

/** Why the last tenant stays. */
export const LAST_TENANT: Problem = { field: "", code: "invalid", message: "The last tenant cannot be deleted." };

/**
 * Deletes the tenant: its keys are revoked and stay as rows without a tenant, its tokens count no more, its signing keys and whatever
 * else it owns are gone, its audit chain stays. The revocations are in the transaction that deletes. Where there is much to delete, keys
 * and users go before it in pieces, each audited, since the embedded database ends long transactions: whoever is interrupted there
 * finds a tenant without them, and deletes it again. Refused for the last tenant.
 */
export async function deleteTenant(world: World, actor: string, id: string): Promise<Outcome<null>> {
  while (await isLarge(world, id)) {
    const outcome = await changing(world, actor, (change) => emptyPiece(change, id));
    if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
  }
  return changing(world, actor, (change) => removeTenant(change, id));
}

async function isLarge(world: World, id: string): Promise<boolean> {
  const user = await tenantDb(world.prisma, id).user.findFirst({ select: { id: true }, skip: PIECE_USERS });
  if (user !== null) return true;
  return (await world.prisma.key.findFirst({ where: { tenantId: id }, select: { id: true }, skip: PIECE_KEYS })) !== null;
}

async function emptyPiece(change: Change, id: string): Promise<Outcome<null>> {
  const barred = await lockForDeletion(change, id);
  if (barred !== null) return barred;
  const keys = await detachKeys(change, id, PIECE_KEYS);
  const users = keys > 0 ? 0 : await deleteUsers(change, id);
  change.revokeTokens("tenant", id);
  change.record(id, "tenant.empty", `tenant:${id}`, { keys, users });
  return done(null);
}

async function removeTenant(change: Change, id: string): Promise<Outcome<null>> {
  const barred = await lockForDeletion(change, id);
  if (barred !== null) return barred;
  const keys = await detachKeys(change, id);
  const { count: signingKeys } = await change.tx.signingKey.deleteMany({ where: { tenantId: id } });
  const { name } = await change.tx.tenant.delete({ where: { id } });
  change.revokeTokens("tenant", id);
  for (const chain of [INSTANCE_CHAIN, id]) change.record(chain, "tenant.delete", `tenant:${id}`, { name, keys, signingKeys });
  change.announceCatalogue();
  return done(null);
}

/** Locks the tenant, also against what refers to it being added; or says why it stays. */
async function lockForDeletion(change: Change, id: string): Promise<Refusal | null> {
  await change.tx.$queryRaw`SELECT pg_advisory_xact_lock(${DELETION_LOCK})::text`;
  const locked = await change.tx.$queryRaw<unknown[]>`SELECT 1 FROM "Tenant" WHERE "id" = ${id}::uuid FOR UPDATE`;
  if (locked.length === 0) return ABSENT;
  return (await change.tx.tenant.count()) > 1 ? null : refused(LAST_TENANT);
}

/** One statement: nothing is awaited while a thousand ids travel. */
function deleteUsers({ tx }: Change, id: string): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "User" WHERE "tenantId" = ${id}::uuid
    AND "id" IN (SELECT "id" FROM "User" WHERE "tenantId" = ${id}::uuid LIMIT ${PIECE_USERS})`;
}
