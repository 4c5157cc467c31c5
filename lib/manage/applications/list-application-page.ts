// A tenant's applications as the console lists them, and as forms offer their roles.
import { MOST_OFFERED } from "@/lib/core/most-offered";
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type ApplicationSummary, applicationSummary, type OfferedApplication, offeredApplication } from "@/lib/core/schemas/tenant-people";
import { rolesOf } from "@/lib/manage/groups/group-roles";
import { nameContains } from "@/lib/manage/name-contains";
import { NAMED_ORDERS, type NamedSort } from "@/lib/manage/named-orders";
import { type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

const COLUMNS = {
  id: true,
  name: true,
  active: true,
  roles: true,
  createdAt: true,
  _count: { select: { registrations: true } },
} as const satisfies Prisma.ApplicationSelect;

/** The page of the tenant's applications at the query's position, with how many users and roles each has. */
export async function listApplicationPage(
  world: Pick<World, "prisma">,
  tenantId: string,
  query: ListQuery<NamedSort>,
): Promise<ListPage<ApplicationSummary>> {
  const { application } = tenantDb(world.prisma, tenantId);
  const where = { ...nameContains(query.text), ...(query.isActive === null ? {} : { active: query.isActive }) };
  const read = (seek: Seek) =>
    application.findMany({ where: { AND: [where, seek.where] }, select: COLUMNS, orderBy: seek.orderBy, take: seek.take });
  const { rows, ...beside } = await seekPage(query, NAMED_ORDERS[query.sort], read);
  const summaries = rows.map((row) =>
    applicationSummary.parse({
      id: row.id,
      name: row.name,
      active: row.active,
      users: row._count.registrations,
      roles: rolesOf(row).length,
      createdAt: row.createdAt.toISOString(),
    }),
  );
  return { ...beside, rows: summaries };
}

/** What is held already: applications with one of those roles, and those applications, are offered whatever there is besides. */
interface HeldApplications {
  readonly roleIds?: readonly string[];
  readonly applicationIds?: readonly string[];
}

/** The applications that a form offers with their roles, by name: the first 200, and those that are held: a form that is sent back loses none. */
export async function offerApplications(
  world: Pick<World, "prisma">,
  tenantId: string,
  { roleIds = [], applicationIds = [] }: HeldApplications = {},
): Promise<readonly OfferedApplication[]> {
  const { application } = tenantDb(world.prisma, tenantId);
  const select = { id: true, name: true, roles: true } as const;
  const orderBy = [{ name: "asc" }, { id: "asc" }] satisfies Prisma.ApplicationOrderByWithRelationInput[];
  const first = await application.findMany({ select, orderBy, take: MOST_OFFERED });
  const offered = new Set(first.flatMap((row) => [row.id, ...rolesOf(row).map(({ id }) => id)]));
  const missing: Prisma.ApplicationWhereInput[] = [
    ...roleIds.filter((id) => !offered.has(id)).map((id) => ({ roles: { array_contains: [{ id }] } })),
    ...applicationIds.filter((id) => !offered.has(id)).map((id) => ({ id })),
  ];
  const others =
    first.length < MOST_OFFERED || missing.length === 0 ? [] : await application.findMany({ where: { OR: missing }, select, orderBy });
  return [...first, ...others].map((row) =>
    offeredApplication.parse({
      id: row.id,
      name: row.name,
      roles: rolesOf(row).map(({ id, name, isDefault }) => ({ id, name, isDefault })),
    }),
  );
}
