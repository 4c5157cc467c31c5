// Deactivates, reactivates and deletes applications: without one, nobody stays signed in to it.
import type { ApplicationView } from "@/lib/core/schemas/application";
import { readStoredRoles } from "@/lib/core/schemas/application-role";
import type { ApplicationPlace } from "@/lib/manage/applications/change-application";
import { lockApplication } from "@/lib/manage/applications/lock-application";
import { viewApplication } from "@/lib/manage/applications/view-application";
import { writeRoleHolders } from "@/lib/manage/applications/write-roles";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, unchanged } from "@/lib/manage/outcome";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

/** So many registrations go in one transaction: well below a second on the embedded database. */
const PIECE_REGISTRATIONS = 2000;

/** Takes it out of use: its sessions end and its tokens count no more. Nothing is lost. */
export function deactivateApplication(world: World, actor: string, place: ApplicationPlace): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    if (!row.active) return unchanged(null);
    await deactivate(change, row);
    return done(null);
  });
}

/** Takes it into use again. Sessions that ended stay ended. */
export function reactivateApplication(world: World, actor: string, place: ApplicationPlace): Promise<Outcome<ApplicationView>> {
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    if (row.active) return unchanged(viewApplication(world, row));
    const active = await change.tenant(row.tenantId).application.update({ where: { id: row.id }, data: { active: true } });
    change.record(row.tenantId, "application.reactivate", `application:${row.id}`, { name: row.name });
    return done(viewApplication(world, active));
  });
}

/**
 * Deletes it with its roles and registrations. Where there are many registrations it is deactivated first and they go in pieces, each
 * audited, since the embedded database ends long transactions.
 */
export async function deleteApplication(world: World, actor: string, place: ApplicationPlace): Promise<Outcome<null>> {
  while (await isLarge(world, place)) {
    const outcome = await changing(world, actor, (change) => emptyPiece(change, place));
    if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
  }
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    await endSessions(change, row);
    await writeRoleHolders(change, row, { roles: [], renamed: new Map(), removed: readStoredRoles(row.roles) });
    await change.tenant(row.tenantId).application.delete({ where: { id: row.id } });
    change.record(row.tenantId, "application.delete", `application:${row.id}`, { name: row.name });
    return done(null);
  });
}

async function deactivate(change: Change, row: Application): Promise<void> {
  await change.tenant(row.tenantId).application.update({ where: { id: row.id }, data: { active: false } });
  await endSessions(change, row);
  change.record(row.tenantId, "application.deactivate", `application:${row.id}`, { name: row.name });
}

async function endSessions(change: Change, { id, tenantId }: Application): Promise<void> {
  await change.tenant(tenantId).refreshSession.updateMany({
    where: { applicationId: id, endedAt: null },
    data: { endedAt: new Date(change.atMs), endedBy: "application" },
  });
  change.revokeTokens("application", id);
}

async function isLarge(world: World, { tenantIds, id }: ApplicationPlace): Promise<boolean> {
  const { registration } = tenantsDb(world.prisma, tenantIds);
  return (await registration.findFirst({ where: { applicationId: id }, select: { id: true }, skip: PIECE_REGISTRATIONS })) !== null;
}

async function emptyPiece(change: Change, place: ApplicationPlace): Promise<Outcome<null>> {
  const row = await lockApplication(change, place.tenantIds, place.id);
  if (row === null) return ABSENT;
  if (row.active) await deactivate(change, row);
  const registrations = await change.tx.$executeRaw`
    DELETE FROM "Registration" WHERE "id" IN (
      SELECT "id" FROM "Registration" WHERE "tenantId" = ${row.tenantId}::uuid AND "applicationId" = ${row.id}::uuid
      LIMIT ${PIECE_REGISTRATIONS}
    )`;
  change.record(row.tenantId, "application.empty", `application:${row.id}`, { registrations });
  return done(null);
}
