// `/api/group/member` as Next mounts it.
import { createGroupMembers, deleteGroupMembers, updateGroupMembers } from "@/lib/gate/management/member-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createGroupMembers);
export const PUT = withKey(updateGroupMembers);
export const DELETE = withKey(deleteGroupMembers);
