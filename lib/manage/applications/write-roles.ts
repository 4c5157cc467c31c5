// Gives an application other roles, and whoever holds the former ones what has become of them.
import type { RolePlan } from "@/lib/core/applications/plan-roles";
import type { Change } from "@/lib/manage/changing";
import type { Application } from "@/prisma/generated/client";

type Place = Pick<Application, "id" | "tenantId">;

/**
 * Writes the holders of roles that were renamed or removed: no registration and no group keeps a role that does not exist. Tokens that
 * still name such a role count no more.
 */
export async function writeRoleHolders(change: Change, place: Place, plan: RolePlan): Promise<void> {
  if (plan.renamed.size + plan.removed.length === 0) return;
  await writeRegistrations(change, place, plan);
  await writeGroups(change, place, plan);
  change.revokeTokens("application", place.id);
}

/** A registration holds roles by their names. */
async function writeRegistrations(change: Change, { id, tenantId }: Place, { renamed, removed }: RolePlan): Promise<void> {
  const from = [...renamed.keys()];
  const to = [...renamed.values()];
  const gone = removed.map(({ name }) => name);
  await change.tx.$executeRaw`
    UPDATE "Registration" AS held SET "updatedAt" = ${new Date(change.atMs)}, "roles" = COALESCE((
      SELECT array_agg(COALESCE(renamed.now, role.name) ORDER BY role.place)
      FROM unnest(held."roles") WITH ORDINALITY AS role (name, place)
      LEFT JOIN unnest(${from}::text[], ${to}::text[]) AS renamed (former, now) ON renamed.former = role.name
      WHERE NOT role.name = ANY(${gone}::text[])
    ), '{}')
    WHERE "tenantId" = ${tenantId}::uuid AND "applicationId" = ${id}::uuid AND "roles" && ${[...from, ...gone]}::text[]`;
}

/** A group holds them by their ids. */
async function writeGroups(change: Change, { tenantId }: Place, { removed }: RolePlan): Promise<void> {
  const gone = removed.map(({ id }) => id);
  await change.tx.$executeRaw`
    UPDATE "Group" SET "updatedAt" = ${new Date(change.atMs)}, "roleIds" = ARRAY(
      SELECT role.id FROM unnest("roleIds") WITH ORDINALITY AS role (id, place)
      WHERE NOT role.id = ANY(${gone}::uuid[]) ORDER BY role.place
    )
    WHERE "tenantId" = ${tenantId}::uuid AND "roleIds" && ${gone}::uuid[]`;
}
