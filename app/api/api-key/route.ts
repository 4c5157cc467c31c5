// `/api/api-key` as Next mounts it.
import { createApiKeyOperation } from "@/lib/gate/management/api-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createApiKeyOperation);
