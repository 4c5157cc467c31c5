// A tenant's users as the console lists them: one page, searched and in order.
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type UserSummary, userSummary } from "@/lib/core/schemas/tenant-people";
import { readUuid } from "@/lib/core/schemas/texts";
import { CREATED_ORDERS, type ListOrder, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { whereUsers } from "@/lib/manage/users/search-users";
import type { World } from "@/lib/manage/world";
import type { Prisma, User } from "@/prisma/generated/client";

/** The columns of a list: never the password's hash. */
export const SUMMARY_COLUMNS = {
  id: true,
  email: true,
  username: true,
  firstName: true,
  lastName: true,
  active: true,
  lastLoginAt: true,
  createdAt: true,
} as const satisfies Prisma.UserSelect;

export type SummarisedUser = Pick<User, keyof typeof SUMMARY_COLUMNS>;

/** The orders that a list of users can have, the usual one first. */
export const USER_SORTS = ["newest", "oldest", "email", "username"] as const;

type UserSort = (typeof USER_SORTS)[number];

const ORDERS: Readonly<Record<UserSort, ListOrder<SummarisedUser>>> = {
  ...CREATED_ORDERS,
  email: { column: "email", isNullable: true, valueOf: (row) => row.email },
  username: { column: "username", isNullable: true, valueOf: (row) => row.username },
};

/** The page of the tenant's users at the query's position. An id finds its user, any other text whatever has it in a name or address. */
export async function listUsers(
  world: Pick<World, "prisma">,
  tenantId: string,
  query: ListQuery<UserSort>,
): Promise<ListPage<UserSummary>> {
  const { user } = tenantDb(world.prisma, tenantId);
  const where = { ...condition(query.text), ...(query.isActive === null ? {} : { active: query.isActive }) };
  const read = (seek: Seek) =>
    user.findMany({ where: { AND: [where, seek.where] }, select: SUMMARY_COLUMNS, orderBy: seek.orderBy, take: seek.take });
  const { rows, ...beside } = await seekPage(query, ORDERS[query.sort], read);
  return { ...beside, rows: rows.map(summariseUser) };
}

/** Up to so many users whom a text finds, the newest first; none for no text. */
export async function findUsersByText(
  world: Pick<World, "prisma">,
  tenantId: string,
  text: string,
  most: number,
): Promise<readonly UserSummary[]> {
  if (text === "") return [];
  const { user } = tenantDb(world.prisma, tenantId);
  const rows = await user.findMany({
    where: condition(text),
    select: SUMMARY_COLUMNS,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(summariseUser);
}

/** The view of a row. */
export function summariseUser({ lastLoginAt, createdAt, ...row }: SummarisedUser): UserSummary {
  return userSummary.parse({ ...row, lastLoginAt: lastLoginAt?.toISOString() ?? null, createdAt: createdAt.toISOString() });
}

function condition(text: string): Prisma.UserWhereInput {
  const id = readUuid(text);
  return id === null ? whereUsers({ queryString: text }) : { id };
}
