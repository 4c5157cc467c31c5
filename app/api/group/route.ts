// `/api/group` as Next mounts it.
import { createGroupOperation, retrieveGroups } from "@/lib/gate/management/group-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveGroups);
export const POST = withKey(createGroupOperation);
