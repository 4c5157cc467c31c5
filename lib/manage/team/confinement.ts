// What confines a member, or whoever is invited, to tenants: how it is said, checked and stored.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import type { Problem } from "@/lib/core/schemas/problem";
import type { ReachedTenant } from "@/lib/core/schemas/team-view";
import { uuidText } from "@/lib/core/schemas/texts";
import type { Tx } from "@/lib/manage/world";
import type { Confinement } from "./member";

/** More nobody ticks. */
const MOST_TENANTS = 500;

/** The field that problems of the choice stand under. */
const FIELD = "tenantIds";

/** As forms say it: to the tenants with those ids, or to none of them in particular. */
export const confinementFields = {
  isConfined: z.boolean().default(false),
  tenantIds: z.array(uuidText, "Choose among the tenants.").max(MOST_TENANTS, `Tick ${MOST_TENANTS} at most.`).default([]),
};

/** The same, checked. */
export interface ConfinementInput {
  readonly isConfined: boolean;
  readonly tenantIds: readonly string[];
}

/** The problem of whoever would confine an owner: owners decide about the whole instance. */
export const OWNER_CONFINED: Problem = {
  field: FIELD,
  code: "invalid",
  message: "Owners reach every tenant. Give the member another role first.",
};

const NOBODY_TICKED: Problem = { field: FIELD, code: "invalid", message: "Tick at least one tenant." };
const TENANT_GONE: Problem = { field: FIELD, code: "invalid", message: "One of these tenants is no longer there. Reload the page." };

/** What is wrong with the choice for a member of that role, or null. Until the commit, none of the chosen tenants is deleted. */
export async function judgeConfinement(tx: Tx, role: string, { isConfined, tenantIds }: ConfinementInput): Promise<Problem | null> {
  if (!isConfined) return null;
  if (role === "owner") return OWNER_CONFINED;
  if (tenantIds.length === 0) return NOBODY_TICKED;
  const there = await lockTenants(tx, tenantIds);
  return there.length === new Set(tenantIds).size ? null : TENANT_GONE;
}

/** Those of the tenants that are there, and will be until the commit. */
async function lockTenants(tx: Tx, tenantIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Tenant" WHERE "id" = ANY(${[...tenantIds]}::uuid[]) ORDER BY "id" FOR KEY SHARE`;
  return rows.map(({ id }) => id);
}

/** The columns of a new row that is confined so. */
export function confinementColumns({ isConfined, tenantIds }: ConfinementInput) {
  const ids = isConfined ? [...new Set(tenantIds)] : [];
  return { isConfined, tenants: { create: ids.map((tenantId) => ({ tenantId })) } };
}

/** The choice that a row stands for, without the tenants that are being deleted: whoever is confined stays so. */
export async function storedChoice(tx: Tx, { isConfined, tenants }: Confinement): Promise<ConfinementInput> {
  if (!isConfined || tenants.length === 0) return { isConfined, tenantIds: [] };
  return {
    isConfined,
    tenantIds: await lockTenants(
      tx,
      tenants.map(({ tenantId }) => tenantId),
    ),
  };
}

/** What the audit says of it: nothing where there is nothing to say. */
export function confinementDetails({ isConfined, tenantIds }: ConfinementInput): JsonObject {
  return isConfined ? { tenantIds: [...new Set(tenantIds)] } : {};
}

/** What is read to name the tenants beside a row. */
export const NAMED_CONFINEMENT = {
  tenants: { select: { tenant: { select: { id: true, name: true } } }, orderBy: { tenant: { name: "asc" as const } } },
};

/** The tenants by name that a row is confined to; null = to none in particular. */
export function confinedTo(row: {
  readonly isConfined: boolean;
  readonly tenants: readonly { readonly tenant: ReachedTenant }[];
}): readonly ReachedTenant[] | null {
  return row.isConfined ? row.tenants.map(({ tenant }) => tenant) : null;
}
