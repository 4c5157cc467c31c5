// Finds one user of the tenants that a caller may look into.
import { isStorable } from "@/lib/core/schemas/texts";
import type { UserView } from "@/lib/core/schemas/user";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** The ways in which a text can name a user who signs in. */
export const LOGIN_ID_KINDS = ["email", "username"] as const;

export type LoginIdKind = (typeof LOGIN_ID_KINDS)[number];

/** What names a user. Only the id is unique beyond a tenant. `loginId` is of one of the kinds (left out: both), of which the first decides. */
export type UserSelector =
  | { readonly by: "id"; readonly value: string }
  | { readonly by: "email"; readonly value: string }
  | { readonly by: "username"; readonly value: string }
  | { readonly by: "loginId"; readonly value: string; readonly kinds?: readonly LoginIdKind[] };

/** The user in one of those tenants, or null. A user of another tenant is answered like one that does not exist. */
export async function findUser(
  world: Pick<World, "prisma">,
  tenantIds: readonly string[],
  selector: UserSelector,
): Promise<UserView | null> {
  if (!isStorable(selector.value)) return null;
  const { user } = tenantsDb(world.prisma, tenantIds);
  for (const where of conditions(selector)) {
    const row = await user.findFirst({ where, include: USER_RELATIONS });
    if (row !== null) return viewUser(row);
  }
  return null;
}

/** The one of those tenants whose user that is, or null. */
export async function findTenantOfUser(world: Pick<World, "prisma">, tenantIds: readonly string[], id: string): Promise<string | null> {
  const row = await tenantsDb(world.prisma, tenantIds).user.findFirst({ where: { id }, select: { tenantId: true } });
  return row?.tenantId ?? null;
}

function conditions(selector: UserSelector): Prisma.UserWhereInput[] {
  const { by, value } = selector;
  if (by === "id") return [{ id: value }];
  const kinds = by === "loginId" ? (selector.kinds ?? LOGIN_ID_KINDS) : [by];
  return kinds.map((kind) => (kind === "email" ? { email: value.toLowerCase() } : { username: value }));
}
