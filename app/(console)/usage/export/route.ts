// Every count of what the usage page shows, as a file.
import { readExportFormat } from "@/lib/core/schemas/export-format";
import { readUsageQuery } from "@/lib/core/schemas/usage-query";
import { spanOf } from "@/lib/core/usage/spans";
import { writeUsage } from "@/lib/manage/usage/export-usage";
import { answerFile, memberRoute } from "@/lib/runtime/sign-in/member-route";

export const GET = memberRoute("usage.read-all", (session, query) => {
  const format = readExportFormat(query);
  const { range, api } = readUsageQuery(query);
  const { unit, fromMs, toMs } = spanOf(range, session.world.nowMs());
  const wanted = { api, keyId: null, tenantId: null, unit, startMs: fromMs, endMs: toMs };
  return answerFile(session, "usage", format, writeUsage(session.world, wanted, format));
});
