// The management API's operation on usage. A key of a tenant sees its tenant's usage only.
import { readUsageQuery, usageAnswer, usageQuery } from "@/lib/core/schemas/usage-rows";
import { listUsage } from "@/lib/manage/usage/list-usage";
import { fieldErrors, ok, refuse } from "./answers";
import { confine } from "./confine";
import type { Operation } from "./operation";
import { readQuery } from "./query";

const EXAMPLE = {
  start: 1767225600000,
  keyId: "key_0000000001",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  api: "payments",
  endpoint: "/v0/payments/{id}",
  method: "GET",
};

/** Sums of requests by unit of time. */
export const retrieveUsage: Operation = {
  method: "GET",
  template: "/api/usage",
  facts: {
    id: "retrieveUsage",
    tag: "Usage",
    summary: "Count the requests of keys by minute, hour or day",
    description:
      "What this instance counted is in the answer at once, what others counted within two seconds. Edges of a selection are exact to the " +
      "minute for today and yesterday, to the hour for 30 days, to the UTC day before that. Pages hold at most 1,000 sums, in the order of " +
      "time; where `cursor` is given, ask again with it. A key that belongs to a tenant sees that tenant's usage only.",
    access: "key",
    query: usageQuery,
    answer: {
      schema: usageAnswer,
      example: {
        usage: [
          { ...EXAMPLE, outcome: "accepted", status: "2xx", count: 1200, bytes: 345678 },
          { ...EXAMPLE, outcome: "denied", reason: "missing_permission", status: "4xx", count: 3, bytes: 0 },
        ],
        total: 1203,
      },
    },
  },
  handler: async (call) => {
    const query = readUsageQuery(readQuery(call.query, usageQuery), call.world.nowMs(), Date.parse);
    if (!query.ok) return fieldErrors(call, "", query.problems);
    const confined = await confine(call);
    if (confined.kind === "unknown") return refuse(call, "unknown_tenant");
    if (confined.kind === "foreign") return ok(call, usageAnswer, { usage: [], total: 0 });
    return ok(call, usageAnswer, await listUsage(call.world, query.value, confined.tenantId));
  },
};

/** All of them. */
export const USAGE_OPERATIONS: readonly Operation[] = [retrieveUsage];
