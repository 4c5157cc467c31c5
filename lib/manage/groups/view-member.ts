// A stored membership as it leaves.
import { MEMBER_NAMES, type MemberView, memberView } from "@/lib/core/schemas/member";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { GroupMember } from "@/prisma/generated/client";

/** The view of a row. */
export function viewMember(row: GroupMember): MemberView {
  return memberView.parse({
    ...keptOf(MEMBER_NAMES, row.extra),
    id: row.id,
    groupId: row.groupId,
    userId: row.userId,
    insertInstant: row.createdAt.getTime(),
  });
}
