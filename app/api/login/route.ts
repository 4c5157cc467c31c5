// `/api/login` as Next mounts it.
import { login, loginPing } from "@/lib/gate/management/login-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(login);
export const PUT = withKey(loginPing);
