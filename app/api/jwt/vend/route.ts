// `/api/jwt/vend` as Next mounts it.
import { vendTokenOperation } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(vendTokenOperation);
