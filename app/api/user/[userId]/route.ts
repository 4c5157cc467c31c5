// `/api/user/{userId}` as Next mounts it.
import { createUserWithId, patchUser, retrieveUserById, updateUserOperation } from "@/lib/gate/management/user-operations";
import { deleteUserOperation } from "@/lib/gate/management/user-removal-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveUserById);
export const POST = withKey(createUserWithId);
export const PUT = withKey(updateUserOperation);
export const PATCH = withKey(patchUser);
export const DELETE = withKey(deleteUserOperation);
