// The audit as a file, narrowed as the page is.
import { readAuditFilter } from "@/lib/core/schemas/audit-query";
import { readExportFormat } from "@/lib/core/schemas/export-format";
import { exportAudit } from "@/lib/manage/audit/export-audit";
import { answerFile, memberRoute } from "@/lib/runtime/sign-in/member-route";

export const GET = memberRoute("audit.read", (session, query) => {
  const format = readExportFormat(query);
  return answerFile(session, "audit", format, exportAudit(session.world, readAuditFilter(query), format));
});
