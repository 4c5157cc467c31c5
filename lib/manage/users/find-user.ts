// Finds one user of the tenants that a caller may look into.
import { isStorable } from "@/lib/core/schemas/texts";
import type { UserView } from "@/lib/core/schemas/user";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";

/** What names a user. Only the id is unique beyond a tenant. `loginId` is an email or a username; the email decides. */
export type UserSelector =
  | { readonly by: "id"; readonly value: string }
  | { readonly by: "email"; readonly value: string }
  | { readonly by: "username"; readonly value: string }
  | { readonly by: "loginId"; readonly value: string };

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

function conditions({ by, value }: UserSelector) {
  switch (by) {
    case "id":
      return [{ id: value }];
    case "email":
      return [{ email: value.toLowerCase() }];
    case "username":
      return [{ username: value }];
    case "loginId":
      return [{ email: value.toLowerCase() }, { username: value }];
    default:
      return by satisfies never;
  }
}
