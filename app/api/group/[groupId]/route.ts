// `/api/group/{groupId}` as Next mounts it.
import {
  createGroupWithId,
  deleteGroupOperation,
  patchGroup,
  retrieveGroup,
  updateGroupOperation,
} from "@/lib/gate/management/group-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveGroup);
export const POST = withKey(createGroupWithId);
export const PUT = withKey(updateGroupOperation);
export const PATCH = withKey(patchGroup);
export const DELETE = withKey(deleteGroupOperation);
