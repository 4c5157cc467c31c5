// Gives an application other roles, and whoever holds the former ones what has become of them.
import type { RolePlan } from "@/lib/core/applications/plan-roles";
import type { Change } from "@/lib/manage/changing";
import type { Application } from "@/prisma/generated/client";

type Place = Pick<Application, "id" | "tenantId">;

/** Writes the holders of roles that were renamed or removed: no registration keeps a role that does not exist. */
export async function writeRoleHolders(change: Change, { id, tenantId }: Place, { renamed, removed }: RolePlan): Promise<void> {
  const from = [...renamed.keys()];
  const to = [...renamed.values()];
  const gone = removed.map(({ name }) => name);
  const touched = [...from, ...gone];
  if (touched.length === 0) return;
  await change.tx.$executeRaw`
    UPDATE "Registration" AS held SET "updatedAt" = ${new Date(change.atMs)}, "roles" = COALESCE((
      SELECT array_agg(COALESCE(renamed.now, role.name) ORDER BY role.place)
      FROM unnest(held."roles") WITH ORDINALITY AS role (name, place)
      LEFT JOIN unnest(${from}::text[], ${to}::text[]) AS renamed (former, now) ON renamed.former = role.name
      WHERE NOT role.name = ANY(${gone}::text[])
    ), '{}')
    WHERE "tenantId" = ${tenantId}::uuid AND "applicationId" = ${id}::uuid AND "roles" && ${touched}::text[]`;
}
