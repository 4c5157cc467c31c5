// Replaces and patches tenants.
import { isDeepStrictEqual } from "node:util";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import type { Checked } from "@/lib/core/schemas/problem";
import { readTenantPatch, readWholeTenant, TENANT_NAMES, type TenantView, type WholeTenant } from "@/lib/core/schemas/tenant";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import { judgeSigningChoice } from "@/lib/manage/tokens/signing-choice";
import type { Tx, World } from "@/lib/manage/world";
import type { Tenant } from "@/prisma/generated/client";

/** Replaces all of a tenant that is the caller's to set; what is left out is as in a new one. */
export function replaceTenant(world: World, actor: string, id: string, tenant: JsonObject): Promise<Outcome<TenantView>> {
  return changeTenant(world, actor, id, () => readWholeTenant(tenant));
}

/** Changes what a merge patch (RFC 7396) names. */
export function patchTenant(world: World, actor: string, id: string, patch: JsonObject): Promise<Outcome<TenantView>> {
  return changeTenant(world, actor, id, (current) => readTenantPatch(current, patch));
}

type Rewrite = (current: WholeTenant) => Checked<WholeTenant>;

function changeTenant(world: World, actor: string, id: string, rewrite: Rewrite): Promise<Outcome<TenantView>> {
  return changing(world, actor, async (change) => {
    const row = await lockTenant(change.tx, id);
    if (row === null) return ABSENT;
    const before = wholeTenant(row);
    const after = rewrite(before);
    if (!after.ok) return refused(...after.problems);
    const changed = changedNames(before, after.value);
    if (changed.length === 0) return unchanged(viewTenant(row));
    const choice = await judgeSigningChoice(change.tx, id, after.value.extra, before.extra);
    if (choice !== null) return refused(choice);
    const written = await change.tx.tenant.update({ where: { id }, data: after.value });
    recordUpdate(change, row, after.value, changed);
    return done(viewTenant(written));
  });
}

/** The row, which nobody else changes until the transaction ends; others may go on adding to the tenant. */
async function lockTenant(tx: Tx, id: string): Promise<Tenant | null> {
  await tx.$queryRaw`SELECT 1 FROM "Tenant" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.tenant.findUnique({ where: { id } });
}

function wholeTenant({ name, issuer, extra }: Tenant): WholeTenant {
  return { name, issuer, extra: keptOf(TENANT_NAMES, extra) as JsonObject };
}

function changedNames(before: WholeTenant, after: WholeTenant): string[] {
  const was: Readonly<Record<string, unknown>> = { ...before.extra, name: before.name, issuer: before.issuer };
  const is: Readonly<Record<string, unknown>> = { ...after.extra, name: after.name, issuer: after.issuer };
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !isDeepStrictEqual(was[name], is[name])).sort();
}

/** Kept values stay out of the audit: they are the customer's own. */
function recordUpdate(change: Change, { id, name, issuer }: Tenant, after: WholeTenant, changed: readonly string[]): void {
  const details: JsonObject = {
    changed,
    ...(name === after.name ? {} : { from: name, to: after.name }),
    ...(issuer === after.issuer ? {} : { issuerFrom: issuer, issuerTo: after.issuer }),
  };
  change.record(INSTANCE_CHAIN, "tenant.update", `tenant:${id}`, details);
  change.announceCatalogue();
}
