// `/api/user/registration` as Next mounts it.
import { createRegisteredOperation } from "@/lib/gate/management/registration-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createRegisteredOperation);
