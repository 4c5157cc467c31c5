// Renames a tenant.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { readTenantInput, type TenantView } from "@/lib/core/schemas/tenant";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import type { World } from "@/lib/manage/world";

/** Gives a tenant another name, which no other tenant has. */
export function renameTenant(world: World, actor: string, id: string, name: string): Promise<Outcome<TenantView>> {
  const input = readTenantInput({ name });
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, async ({ tx, record, announceCatalogue }) => {
    const before = await tx.tenant.findUnique({ where: { id } });
    if (before === null) return ABSENT;
    if (before.name === name) return unchanged(viewTenant(before));
    const after = await tx.tenant.update({ where: { id }, data: { name } });
    record(INSTANCE_CHAIN, "tenant.rename", `tenant:${id}`, { from: before.name, to: name });
    announceCatalogue();
    return done(viewTenant(after));
  });
}
