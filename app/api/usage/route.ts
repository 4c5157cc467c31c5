// `/api/usage` as Next mounts it.
import { retrieveUsage } from "@/lib/gate/management/usage-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveUsage);
