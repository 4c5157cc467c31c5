// `/oauth2/token` as Next mounts it.
import { createToken } from "@/lib/gate/management/oauth-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createToken);
