// Lists the protected APIs: all of them for the command line, and page by page.
import { z } from "zod";
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import { type ListOrder, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";

/** An API as it leaves: nothing that is sealed. */
export const apiView = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  dialect: z.string(),
  upstream: z.string().nullable(),
  hosts: z.array(z.string()),
  plans: z.array(z.string()),
  endpoints: z.int(),
  keys: z.int(),
});

export type ApiView = z.output<typeof apiView>;

/** Every API, oldest first, with how many endpoints and keys it has. */
export async function listApis(world: Pick<World, "prisma">): Promise<ApiView[]> {
  const rows = await world.prisma.api.findMany({
    include: { plans: { select: { name: true }, orderBy: { name: "asc" } }, _count: { select: { endpoints: true, keys: true } } },
    orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
  });
  return rows.map(({ id, slug, name, dialect, upstream, hosts, plans, _count: counts }) =>
    apiView.parse({ id, slug, name, dialect, upstream, hosts, plans: plans.map((plan) => plan.name), ...counts }),
  );
}

export const APIS = { name: "", sort: "name" } as const satisfies PlacedList;

const BY_NAME: ListOrder<{ readonly name: string }> = { column: "name", valueOf: (row) => row.name };

/** Keyfuse's own APIs, which stand behind no other. */
const OWN_SLUGS = [MANAGEMENT_SLUG, SERVICE_SLUG];

/** A page of the APIs that were put behind this instance, by name. What else is known of each stands in the catalogue, under its id. */
export async function listApiPage({ prisma }: Pick<World, "prisma">, placement: Placement): Promise<ListPage<{ readonly id: string }>> {
  const where = { slug: { notIn: OWN_SLUGS } };
  const read = (seek: Seek) => prisma.api.findMany({ ...seek, where: { AND: [where, seek.where] }, select: { id: true, name: true } });
  return seekPage(placement, BY_NAME, read);
}
