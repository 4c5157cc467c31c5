// `/api/logout` as Next mounts it.
import { logout } from "@/lib/gate/management/logout-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(logout);
