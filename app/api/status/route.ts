// `/api/status` as Next mounts it.
import { retrieveStatus } from "@/lib/gate/management/system-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveStatus);
