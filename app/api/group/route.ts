// `/api/group` as Next mounts it.
import { createGroupOperation } from "@/lib/gate/management/group-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createGroupOperation);
