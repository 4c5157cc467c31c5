// `/api/jwt/public-key` as Next mounts it.
import { retrievePublicKey } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrievePublicKey);
