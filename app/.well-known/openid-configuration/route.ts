// `/.well-known/openid-configuration` as Next mounts it.
import { retrieveDiscovery } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveDiscovery);
