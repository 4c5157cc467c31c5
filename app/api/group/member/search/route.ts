// `/api/group/member/search` as Next mounts it.
import { searchGroupMembers } from "@/lib/gate/management/member-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchGroupMembers);
