// `/api/tenant/{tenantId}` as Next mounts it.
import { createTenantWithId, retrieveTenant } from "@/lib/gate/management/tenant-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveTenant);
export const POST = withKey(createTenantWithId);
