// `/api/system/audit-log` as Next mounts it.
import { createAuditLog } from "@/lib/gate/management/audit-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(createAuditLog);
