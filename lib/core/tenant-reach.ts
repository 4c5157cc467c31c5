// Which tenants somebody reaches: asked by whatever reads or changes keys and tenants for a member.

/** Every tenant, also those to come, and what belongs to none. */
export const EVERYTHING = "everything";

/** Everything, or what belongs to the tenants with these ids alone. No ids: nothing. */
export type TenantReach = typeof EVERYTHING | readonly string[];

/** Whether what belongs to that tenant (null = to none) is within reach. */
export function reaches(reach: TenantReach, tenantId: string | null): boolean {
  return reach === EVERYTHING || (tenantId !== null && reach.includes(tenantId));
}
