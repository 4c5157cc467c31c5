// `/api/login/{userId}/{applicationId}` as Next mounts it.
import { loginPingUserAt } from "@/lib/gate/management/login-operations";
import { withKey } from "@/lib/runtime/with-key";

export const PUT = withKey(loginPingUserAt);
