// The management API's operations on the system: is it well, and which version is it?
import { emptyAnswer } from "@/lib/core/http";
import { statusAnswer, versionAnswer } from "@/lib/core/schemas/system-status";
import { version } from "@/package.json";
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

/** Which version of Keyfuse this is. */
export const retrieveVersion: Operation = {
  method: "GET",
  template: "/api/system/version",
  facts: {
    id: "retrieveVersion",
    tag: "System",
    summary: "Which version is this?",
    access: "key",
    answer: { schema: versionAnswer, example: { version } },
  },
  handler: async (call) => ok(call, versionAnswer, { version }),
};

async function isWell({ world }: ManagementCall): Promise<boolean> {
  return world.prisma.instance.count().then(
    () => true,
    () => false,
  );
}

/** All of them. */
export const SYSTEM_OPERATIONS: readonly Operation[] = [retrieveHealth, retrieveStatus, retrieveVersion];
