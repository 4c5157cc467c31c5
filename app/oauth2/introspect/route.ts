// `/oauth2/introspect` as Next mounts it.
import { introspectToken } from "@/lib/gate/management/oauth-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(introspectToken);
