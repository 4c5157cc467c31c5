// Finds tenants.
import { MOST_LISTED_TENANTS } from "@/lib/core/keys/tenant-choice";
import type { TenantView } from "@/lib/core/schemas/tenant";
import { isStorable, readUuid } from "@/lib/core/schemas/texts";
import type { TenantReach } from "@/lib/core/tenant-reach";
import { reachedTenants } from "@/lib/manage/tenants/reached-tenants";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** The tenants within reach, by name. */
export async function listTenants(world: Pick<World, "prisma">, reach: TenantReach): Promise<TenantView[]> {
  const rows = await world.prisma.tenant.findMany({ where: reachedTenants(reach), orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(viewTenant);
}

/** The tenant with that id, or null. */
export async function findTenant(world: Pick<World, "prisma">, id: string): Promise<TenantView | null> {
  const row = await world.prisma.tenant.findUnique({ where: { id } });
  return row === null ? null : viewTenant(row);
}

/** The ids of all tenants, oldest first. */
export async function listTenantIds(world: Pick<World, "prisma" | "knownTenantIds">): Promise<readonly string[]> {
  const known = world.knownTenantIds?.() ?? null;
  if (known !== null) return known;
  const rows = await world.prisma.tenant.findMany({ select: { id: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map((row) => row.id);
}

/** A tenant as lists and selections name it. */
export interface TenantName {
  readonly id: string;
  readonly name: string;
}

/** Which tenants are named: the first so many by name, and those of these ids or names that the list would cut off. */
interface NamesAsked {
  readonly most?: number;
  readonly besides?: readonly (string | null)[];
}

/** The tenants within reach by name, the first 500 of them if nothing else is asked. */
export async function listTenantNames(
  { prisma }: Pick<World, "prisma">,
  reach: TenantReach,
  { most = MOST_LISTED_TENANTS, besides = [] }: NamesAsked = {},
): Promise<TenantName[]> {
  const read = (where: Prisma.TenantWhereInput, take: number) =>
    prisma.tenant.findMany({
      where: { AND: [reachedTenants(reach), where] },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take,
    });
  const first = await read({}, most);
  const listed = new Set(first.flatMap(({ id, name }) => [id, name]));
  const missing = [...new Set(besides.map(wantedOf))].filter((text) => text !== "" && isStorable(text) && !listed.has(text));
  if (first.length < most || missing.length === 0) return first;
  const ids = missing.filter((text) => readUuid(text) !== null);
  return [...first, ...(await read({ OR: [{ id: { in: ids } }, { name: { in: missing } }] }, 2 * missing.length))];
}

/** Ids are kept in small letters. */
function wantedOf(asked: string | null): string {
  const text = asked?.trim() ?? "";
  return readUuid(text) ?? text;
}
