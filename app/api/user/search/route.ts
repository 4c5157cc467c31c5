// `/api/user/search` as Next mounts it.
import { searchUsersByBody, searchUsersByQuery } from "@/lib/gate/management/user-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(searchUsersByQuery);
export const POST = withKey(searchUsersByBody);
