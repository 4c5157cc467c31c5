// Creates a tenant.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { AGREEMENT_FIELD } from "@/lib/core/schemas/agreement-field";
import { readTenantInput, type TenantInput, type TenantView } from "@/lib/core/schemas/tenant";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import { judgeSigningChoice, withoutOwnSigningKey } from "@/lib/manage/tokens/signing-choice";
import type { World } from "@/lib/manage/world";

/** What a creation may say besides the tenant itself. */
export interface TenantOptions {
  /** A UUID of the caller's choice. */
  readonly id?: string;
  /** Another tenant, whose issuer and kept fields fill in what is left out. */
  readonly sourceTenantId?: string;
  /** Refuses to make the second tenant, whose creation changes rules, until a person has agreed to it. */
  readonly refusesSecond?: boolean;
}

/** Creates a tenant from what a client sent. Names and ids are unique. */
export function createTenant(world: World, actor: string, tenant: JsonObject, options: TenantOptions = {}): Promise<Outcome<TenantView>> {
  const input = readTenantInput(tenant);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, (change) => insertTenant(change, input.value, options));
}

/** The same within a change in progress. */
export async function insertTenant(change: Change, input: TenantInput, options: TenantOptions = {}): Promise<Outcome<TenantView>> {
  const source = options.sourceTenantId === undefined ? null : await change.tx.tenant.findUnique({ where: { id: options.sourceTenantId } });
  if (options.sourceTenantId !== undefined && source === null) {
    return refused({ field: "sourceTenantId", code: "invalid", message: "There is no tenant with this id." });
  }
  if (options.refusesSecond === true && (await change.tx.tenant.count()) === 1) {
    return refused({ field: AGREEMENT_FIELD, code: "invalid", message: "Agree that rules change with the second tenant, then create it." });
  }
  const choice = await judgeSigningChoice(change.tx, null, input.extra);
  if (choice !== null) return refused(choice);
  const inherited = source === null ? {} : await withoutOwnSigningKey(change.tx, source);
  const tenant = await change.tx.tenant.create({
    data: {
      id: options.id ?? randomUuid(change.world.randomBytes),
      name: input.name,
      issuer: input.issuer ?? source?.issuer,
      extra: { ...inherited, ...input.extra },
      createdAt: new Date(change.atMs),
    },
  });
  change.record(INSTANCE_CHAIN, "tenant.create", `tenant:${tenant.id}`, { name: tenant.name, issuer: tenant.issuer });
  change.announceCatalogue();
  return done(viewTenant(tenant));
}
