// `/api/system/audit-log/{auditLogId}` as Next mounts it.
import { retrieveAuditLog } from "@/lib/gate/management/audit-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveAuditLog);
