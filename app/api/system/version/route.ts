// `/api/system/version` as Next mounts it.
import { retrieveVersion } from "@/lib/gate/management/system-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveVersion);
