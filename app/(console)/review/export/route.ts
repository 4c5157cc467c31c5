// Keys that need attention as a file, narrowed as the page is.
import { readAttentionQuery } from "@/lib/core/schemas/attention-query";
import { readExportFormat } from "@/lib/core/schemas/export-format";
import { exportAttention } from "@/lib/manage/review/list-attention";
import { answerFile, memberRoute } from "@/lib/runtime/sign-in/member-route";

export const GET = memberRoute("review.read", (session, query) => {
  const format = readExportFormat(query);
  return answerFile(session, "attention", format, exportAttention(session.world, readAttentionQuery(query).reason, format));
});
