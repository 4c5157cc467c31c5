// The access report as a file, narrowed as the page is.
import { readAccessQuery } from "@/lib/core/schemas/access-query";
import { readExportFormat } from "@/lib/core/schemas/export-format";
import { exportAccess } from "@/lib/manage/review/list-access";
import { answerFile, memberRoute } from "@/lib/runtime/sign-in/member-route";

export const GET = memberRoute("review.read", (session, query) => {
  const format = readExportFormat(query);
  return answerFile(session, "access", format, exportAccess(session.world, readAccessQuery(query), format));
});
