// A stored user as it leaves.
import type { JsonObject } from "@/lib/core/json";
import { USER_NAMES, type UserView, userView } from "@/lib/core/schemas/user";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import { viewMember } from "@/lib/manage/groups/view-member";
import { viewRegistration } from "@/lib/manage/registrations/view-registration";
import type { GroupMember, Prisma, Registration, User } from "@/prisma/generated/client";

/** What is read of a user besides its row, oldest first. */
export const USER_RELATIONS = {
  memberships: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
  registrations: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} satisfies Prisma.UserInclude;

/** A user's row with what is read besides it. */
export type UserRow = User & { readonly memberships: readonly GroupMember[]; readonly registrations: readonly Registration[] };

/** The view of a row with its relations. */
export function viewUser(row: UserRow): UserView {
  return userView.parse({
    ...contentOfUser(row),
    id: row.id,
    tenantId: row.tenantId,
    active: row.active,
    insertInstant: row.createdAt.getTime(),
    lastLoginInstant: row.lastLoginAt?.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
    memberships: row.memberships.map((member) => {
      const { userId: _userId, ...membership } = viewMember(member);
      return membership;
    }),
    registrations: row.registrations.map(viewRegistration),
  });
}

/** What of a stored user is the client's to change, as it would send it. The password is in no answer. */
export function contentOfUser({ extra, email, username, firstName, lastName }: User): JsonObject {
  const named = Object.entries({ email, username, firstName, lastName }).filter(([, value]) => value !== null);
  return { ...(keptOf(USER_NAMES, extra) as JsonObject), ...Object.fromEntries(named) };
}
