// `/api/jwt/refresh/{refreshTokenId}` as Next mounts it.
import { retrieveRefreshToken, revokeRefreshToken } from "@/lib/gate/management/refresh-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveRefreshToken);
export const DELETE = withKey(revokeRefreshToken);
