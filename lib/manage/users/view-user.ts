// A stored user as it leaves.
import { USER_NAMES, type UserView, userView } from "@/lib/core/schemas/user";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { GroupMember, Registration, User } from "@/prisma/generated/client";

/** What is read of a user besides its row. */
export const USER_RELATIONS = { memberships: true, registrations: true } as const;

/** The view of a row with its relations. */
export function viewUser(
  row: User & { readonly memberships: readonly GroupMember[]; readonly registrations: readonly Registration[] },
): UserView {
  return userView.parse({
    ...keptOf(USER_NAMES, row.extra),
    id: row.id,
    tenantId: row.tenantId,
    active: row.active,
    email: row.email ?? undefined,
    username: row.username ?? undefined,
    firstName: row.firstName ?? undefined,
    lastName: row.lastName ?? undefined,
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
    memberships: row.memberships.map((member) => ({ id: member.id, groupId: member.groupId, insertInstant: member.createdAt.getTime() })),
    registrations: row.registrations.map((registration) => ({
      id: registration.id,
      applicationId: registration.applicationId,
      roles: registration.roles,
      insertInstant: registration.createdAt.getTime(),
      lastUpdateInstant: registration.updatedAt.getTime(),
    })),
  });
}
