// `/.well-known/oauth-authorization-server` as Next mounts it.
import { retrieveServerMetadata } from "@/lib/gate/management/oauth-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveServerMetadata);
