// `/.well-known/jwks.json` as Next mounts it.
import { retrieveJwks } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveJwks);
