// `/api/system/audit-log/search` as Next mounts it.
import { searchAuditLogsOperation } from "@/lib/gate/management/audit-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchAuditLogsOperation);
