// Lists the protected APIs.
import { z } from "zod";
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
