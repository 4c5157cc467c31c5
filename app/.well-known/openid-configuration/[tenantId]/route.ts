// `/.well-known/openid-configuration/{tenantId}` as Next mounts it.
import { retrieveTenantDiscovery } from "@/lib/gate/management/token-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveTenantDiscovery);
