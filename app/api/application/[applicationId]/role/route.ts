// `/api/application/{applicationId}/role` as Next mounts it.
import { createRoleOperation, deleteRoleByName } from "@/lib/gate/management/role-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createRoleOperation);
export const DELETE = withKey(deleteRoleByName);
