// `/api/user/{userId}` as Next mounts it.
import { createUserWithId, retrieveUserById } from "@/lib/gate/management/user-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveUserById);
export const POST = withKey(createUserWithId);
