// Finds the application that a change is about, and keeps others from changing it meanwhile.
import type { Change } from "@/lib/manage/changing";
import type { Application } from "@/prisma/generated/client";

/**
 * The row of the application in one of those tenants, locked until the transaction ends, or null. Registrations that are being added wait
 * too: what they were checked against must not change under them.
 */
export async function lockApplication(change: Change, tenantIds: readonly string[], id: string): Promise<Application | null> {
  const [found] = await change.tx.$queryRaw<{ tenantId: string }[]>`
    SELECT "tenantId" FROM "Application" WHERE "id" = ${id}::uuid AND "tenantId" = ANY(${[...tenantIds]}::uuid[]) FOR UPDATE`;
  return found === undefined ? null : change.tenant(found.tenantId).application.findFirst({ where: { id } });
}

/** As `lockApplication`, for what is checked against the application without changing it: such changes do not wait for each other. */
export async function holdApplication(change: Change, tenantId: string, id: string): Promise<Application | null> {
  await change.tx.$queryRaw`SELECT 1 FROM "Application" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid FOR SHARE`;
  return change.tenant(tenantId).application.findFirst({ where: { id } });
}
