// `/api/login/{userId}` as Next mounts it.
import { loginPingUser } from "@/lib/gate/management/login-operations";
import { withKey } from "@/lib/runtime/with-key";

export const PUT = withKey(loginPingUser);
