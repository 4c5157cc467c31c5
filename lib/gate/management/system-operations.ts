// The management API's open operations: is the system well?
import { emptyAnswer } from "@/lib/core/http";
import { statusAnswer } from "@/lib/core/schemas/system-status";
import { ok } from "./answers";
import type { ManagementCall, Operation } from "./operation";

/** 200 when the database answers, 500 when it does not; never a body, as the vendor's clients expect. */
export const retrieveHealth: Operation = {
  method: "GET",
  template: "/api/health",
  facts: {
    id: "retrieveHealth",
    tag: "System",
    summary: "Is the system well?",
    access: "open",
    answer: null,
    others: { 500: "The database does not answer. No body." },
  },
  handler: async (call) => emptyAnswer((await isWell(call)) ? 200 : 500, [["x-request-id", call.requestId]]),
};

/** The same as one word. */
export const retrieveStatus: Operation = {
  method: "GET",
  template: "/api/status",
  facts: {
    id: "retrieveStatus",
    tag: "System",
    summary: "Is the system well, in one word?",
    access: "open",
    answer: { schema: statusAnswer, example: { status: "ok" } },
  },
  handler: async (call) => ok(call, statusAnswer, { status: (await isWell(call)) ? "ok" : "error" }),
};

async function isWell({ world }: ManagementCall): Promise<boolean> {
  return world.prisma.instance.count().then(
    () => true,
    () => false,
  );
}

/** All of them. */
export const SYSTEM_OPERATIONS: readonly Operation[] = [retrieveHealth, retrieveStatus];
