// `/api/jwt/issue` as Next mounts it.
import { issueTokenOperation } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(issueTokenOperation);
