// `/api/user` as Next mounts it.
import { createUserOperation, retrieveUser } from "@/lib/gate/management/user-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveUser);
export const POST = withKey(createUserOperation);
