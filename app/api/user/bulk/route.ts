// `/api/user/bulk` as Next mounts it.
import { deleteUsersOperation } from "@/lib/gate/management/user-removal-operations";
import { withKey } from "@/lib/runtime/with-key";

export const DELETE = withKey(deleteUsersOperation);
