// `/api/jwt/validate` as Next mounts it.
import { validateToken } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(validateToken);
