// Searches the users of the tenants that a caller may look into.

import type { UserView } from "@/lib/core/schemas/user";
import type { SORT_NAMES, UserSearch } from "@/lib/core/schemas/user-search";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** One page of results; `total` counts all that match. */
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
  const where = condition(search);
  const sorting = search.sortFields.map(({ name, order }) => ({ [SORT_COLUMNS[name]]: order.toLowerCase() }));
  const rows = await user.findMany({
    where,
    include: USER_RELATIONS,
    orderBy: [...(sorting.length === 0 ? [{ createdAt: "asc" as const }] : sorting), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { users: rows.map(viewUser), total: await user.count({ where }) };
}

function condition({ ids, queryString }: UserSearch): Prisma.UserWhereInput {
  const byIds = ids === undefined ? {} : { id: { in: ids } };
  const text = queryString?.trim() ?? "";
  if (text === "" || text === "*") return byIds;
  const named = SEARCHED_COLUMNS.find((column) => text.startsWith(`${column}:`));
  if (named !== undefined) return { ...byIds, ...contains(named, text.slice(named.length + 1)) };
  return { ...byIds, OR: SEARCHED_COLUMNS.map((column) => contains(column, text)) };
}

/** Prisma puts `%` around the text and leaves the rest of a LIKE pattern to us. */
function contains(column: SearchedColumn, text: string): Prisma.UserWhereInput {
  const pattern = text.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%");
  return { [column]: { contains: pattern, mode: "insensitive" } };
}
