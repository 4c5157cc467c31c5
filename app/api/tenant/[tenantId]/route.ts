// `/api/tenant/{tenantId}` as Next mounts it.
import {
  createTenantWithId,
  deleteTenantOperation,
  patchTenantOperation,
  retrieveTenant,
  updateTenant,
} from "@/lib/gate/management/tenant-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveTenant);
export const POST = withKey(createTenantWithId);
export const PUT = withKey(updateTenant);
export const PATCH = withKey(patchTenantOperation);
export const DELETE = withKey(deleteTenantOperation);
