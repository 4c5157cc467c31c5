// `/api/group/search` as Next mounts it.
import { searchGroupsOperation } from "@/lib/gate/management/group-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchGroupsOperation);
