// Searches the users of the tenants that a caller may look into.
import type { UserView } from "@/lib/core/schemas/user";
import type { SORT_NAMES, UserSearch } from "@/lib/core/schemas/user-search";
import { containing } from "@/lib/manage/matching";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** More than this is not counted unless somebody asks: the vendor's own limit, and what keeps a long list as fast as a short one. */
const COUNTED_USERS = 10_000;

/** One page of results; `total` counts all that match, up to 10,000 unless it was to be exact. */
export interface FoundUsers {
  readonly users: readonly UserView[];
  readonly total: number;
}

type SearchedColumn = "email" | "username" | "firstName" | "lastName";

const SEARCHED_COLUMNS: readonly SearchedColumn[] = ["email", "username", "firstName", "lastName"];

const SORT_COLUMNS = {
  email: "email",
  firstName: "firstName",
  id: "id",
  insertInstant: "createdAt",
  lastName: "lastName",
  lastUpdateInstant: "updatedAt",
  username: "username",
} as const satisfies Record<(typeof SORT_NAMES)[number], string>;

/** Users by ids, or by a text that one of their names contains (`*` stands for any text, `email:…` looks into one field). */
export async function searchUsers(world: Pick<World, "prisma">, tenantIds: readonly string[], search: UserSearch): Promise<FoundUsers> {
  const { user } = tenantsDb(world.prisma, tenantIds);
  const where = whereUsers(search);
  const sorting: Prisma.UserOrderByWithRelationInput[] = search.order.map(({ name, order }) => ({ [SORT_COLUMNS[name]]: order }));
  const rows = await user.findMany({
    where,
    include: USER_RELATIONS,
    // Joined, what is skipped on the way to a later page would be read with its relations, too.
    relationLoadStrategy: "query",
    orderBy: [...(sorting.length === 0 ? [{ createdAt: "asc" as const }] : sorting), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  const total = await user.count({ where, take: search.isTotalExact ? undefined : COUNTED_USERS });
  return { users: rows.map(viewUser), total };
}

/** The condition that those users meet. */
export function whereUsers({ ids, queryString }: Pick<UserSearch, "ids" | "queryString">): Prisma.UserWhereInput {
  const byIds = ids === undefined ? {} : { id: { in: [...ids] } };
  const text = queryString?.trim() ?? "";
  if (text === "" || text === "*") return byIds;
  const named = SEARCHED_COLUMNS.find((column) => text.startsWith(`${column}:`));
  if (named !== undefined) return { ...byIds, [named]: containing(text.slice(named.length + 1)) };
  return { ...byIds, OR: SEARCHED_COLUMNS.map((column) => ({ [column]: containing(text) })) };
}
