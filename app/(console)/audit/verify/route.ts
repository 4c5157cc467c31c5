// Verifies the audit, and says line by line how far it is.
import { reportVerification } from "@/lib/manage/audit/report-verification";
import { answerLines, memberRoute } from "@/lib/runtime/sign-in/member-route";

export const GET = memberRoute("audit.read", ({ world }) => answerLines(reportVerification(world)));
