// `/api/tenant` as Next mounts it.
import { createTenantOperation, retrieveTenants } from "@/lib/gate/management/tenant-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveTenants);
export const POST = withKey(createTenantOperation);
