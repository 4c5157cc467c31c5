// `/api/group/{groupId}` as Next mounts it.
import { createGroupWithId, retrieveGroup } from "@/lib/gate/management/group-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveGroup);
export const POST = withKey(createGroupWithId);
