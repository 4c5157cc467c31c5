// `/api/application/{applicationId}/role/{roleId}` as Next mounts it.
import { createRoleWithId, deleteRoleById, patchRoleOperation, updateRole } from "@/lib/gate/management/role-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createRoleWithId);
export const PUT = withKey(updateRole);
export const PATCH = withKey(patchRoleOperation);
export const DELETE = withKey(deleteRoleById);
