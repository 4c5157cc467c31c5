// The signing keys of one tenant, page by page, and those that it can choose.
import { MOST_OFFERED } from "@/lib/core/most-offered";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import { type TenantSigningKey, tenantSigningKey } from "@/lib/core/schemas/tenant-overview";
import { readUuid } from "@/lib/core/schemas/texts";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";

export const TENANT_KEYS = { name: "", sort: "newest" } as const satisfies PlacedList;

/** A page of the keys that sign for that tenant alone, the newest first. */
export async function listTenantKeys(
  { prisma }: Pick<World, "prisma">,
  tenantId: string,
  placement: Placement,
): Promise<ListPage<TenantSigningKey>> {
  const select = { id: true, name: true, kid: true, algorithm: true, createdAt: true, retiresAt: true } as const;
  const read = (seek: Seek) => prisma.signingKey.findMany({ ...seek, where: { AND: [{ tenantId }, seek.where] }, select });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.newest, read);
  const keys = rows.map(({ createdAt, retiresAt, ...key }) =>
    tenantSigningKey.parse({ ...key, createdAt: createdAt.toISOString(), retiresAt: retiresAt?.toISOString() ?? null }),
  );
  return { ...beside, rows: keys };
}

/** A signing key that a form offers. */
export interface OfferedKey {
  readonly id: string;
  readonly name: string;
}

/**
 * The signing keys that a tenant, and its applications, may choose: its own and those of no tenant that sign, by name, the first so many.
 * The one that is chosen already (empty = none) is among them wherever it stands, as long as it is there.
 */
export async function offerSigningKeys(
  { prisma }: Pick<World, "prisma">,
  tenantId: string,
  chosenId: string,
): Promise<readonly OfferedKey[]> {
  const choosable = { retiresAt: null, OR: [{ tenantId: null }, { tenantId }] };
  const select = { id: true, name: true };
  const first = await prisma.signingKey.findMany({ where: choosable, select, orderBy: { name: "asc" }, take: MOST_OFFERED });
  const id = readUuid(chosenId);
  if (id === null || first.length < MOST_OFFERED || first.some((key) => key.id === id)) return first;
  const chosen = await prisma.signingKey.findFirst({ where: { ...choosable, id }, select });
  return chosen === null ? first : [...first, chosen];
}
