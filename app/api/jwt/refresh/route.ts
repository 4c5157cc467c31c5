// `/api/jwt/refresh` as Next mounts it.
import { refreshToken, retrieveRefreshTokens, revokeRefreshTokens } from "@/lib/gate/management/refresh-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveRefreshTokens);
export const POST = withKey(refreshToken);
export const DELETE = withKey(revokeRefreshTokens);
