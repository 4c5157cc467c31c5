// `/api/tenant/search` as Next mounts it.
import { searchTenantsByBody } from "@/lib/gate/management/tenant-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchTenantsByBody);
