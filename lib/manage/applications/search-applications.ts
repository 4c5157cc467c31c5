// Finds applications of the tenants that a caller may look into.
import type { ApplicationView } from "@/lib/core/schemas/application";
import type { ApplicationSearch, ApplicationSortName } from "@/lib/core/schemas/application-search";
import { viewApplication } from "@/lib/manage/applications/view-application";
import { nameContains } from "@/lib/manage/name-contains";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

type Reading = Pick<World, "prisma" | "sealing">;

/** One page of results; `total` counts all that match. */
export interface FoundApplications {
  readonly applications: ApplicationView[];
  readonly total: number;
}

const SORT_COLUMNS = {
  id: "id",
  insertInstant: "createdAt",
  lastUpdateInstant: "updatedAt",
  name: "name",
  tenantId: "tenantId",
} as const satisfies Record<ApplicationSortName, string>;

/** The application in one of those tenants, or null. One of another tenant is answered like one that does not exist. */
export async function findApplication(world: Reading, tenantIds: readonly string[], id: string): Promise<ApplicationView | null> {
  const row = await tenantsDb(world.prisma, tenantIds).application.findFirst({ where: { id } });
  return row === null ? null : viewApplication(world, row);
}

/** Those in use, or those out of use, by name. */
export async function listApplications(world: Reading, tenantIds: readonly string[], active: boolean): Promise<ApplicationView[]> {
  const { application } = tenantsDb(world.prisma, tenantIds);
  const rows = await application.findMany({ where: { active }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map((row) => viewApplication(world, row));
}

/** Those whose name contains a text (`*` stands for any text), by name unless another order is asked for. */
export async function searchApplications(
  world: Reading,
  tenantIds: readonly string[],
  search: ApplicationSearch,
): Promise<FoundApplications> {
  if (search.isUniversal || search.state === "PendingDelete") return { applications: [], total: 0 };
  const { application } = tenantsDb(world.prisma, tenantIds);
  const where = condition(search);
  const sorting = search.order.map(({ name, order }) => ({ [SORT_COLUMNS[name]]: order }));
  const rows = await application.findMany({
    where,
    orderBy: [...(sorting.length === 0 ? [{ name: "asc" as const }] : sorting), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { applications: rows.map((row) => viewApplication(world, row)), total: await application.count({ where }) };
}

function condition({ name, state, tenantId }: ApplicationSearch): Prisma.ApplicationWhereInput {
  return {
    ...nameContains(name),
    ...(state === null ? {} : { active: state === "Active" }),
    ...(tenantId === null ? {} : { tenantId }),
  };
}
