// `/oauth2/revoke` as Next mounts it.
import { revokeTokenOperation } from "@/lib/gate/management/oauth-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(revokeTokenOperation);
