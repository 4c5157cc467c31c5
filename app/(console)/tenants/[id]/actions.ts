// What a tenant's own pages send.
"use server";
import { judgeConfirmation, readSentForm, readTenantForm } from "@/lib/core/tenants/tenant-forms";
import { objectIn } from "@/lib/core/tenants/token-fields";
import { ABSENT, refused } from "@/lib/manage/outcome";
import { patchTenant } from "@/lib/manage/tenants/change-tenant";
import { deleteTenant } from "@/lib/manage/tenants/delete-tenant";
import { findTenant } from "@/lib/manage/tenants/list-tenants";
import { endAt, shownRefusal, withWholeTenant } from "@/lib/runtime/sign-in/with-tenant";

/** Changes a tenant's name, issuer and how its tokens are made. */
export const editTenant = withWholeTenant(async ({ world, actor, tenantId }, sent: FormData) => {
  const tenant = await findTenant(world, tenantId);
  if (tenant === null) return shownRefusal(ABSENT);
  const patch = readTenantForm(readSentForm(sent), objectIn(tenant, "jwtConfiguration"));
  return endAt(await patchTenant(world, actor, tenantId, patch), `/tenants/${tenantId}?news=saved`);
});

/** Deletes a tenant with all that it owns, when its name or id was typed. */
export const removeTenant = withWholeTenant(async ({ world, actor, tenantId }, sent: FormData) => {
  const tenant = await findTenant(world, tenantId);
  if (tenant === null) return shownRefusal(ABSENT);
  const problem = judgeConfirmation(readSentForm(sent), tenant.name, tenant.id);
  return endAt(problem === null ? await deleteTenant(world, actor, tenantId) : refused(problem), "/tenants?news=deleted");
});
