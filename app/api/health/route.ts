// `/api/health` as Next mounts it.
import { retrieveHealth } from "@/lib/gate/management/system-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveHealth);
