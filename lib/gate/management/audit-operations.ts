// The management API's operations on the audit. A key of a tenant sees its own tenant's entries only.
import { z } from "zod";
import type { Answer } from "@/lib/core/http";
import { auditLogObject, auditLogSearchObject, auditLogsAnswer, auditLogView, readAuditLogSearch } from "@/lib/core/schemas/audit-log";
import { addAuditLog } from "@/lib/manage/audit/add-audit-log";
import { findAuditLog, searchAuditLogs } from "@/lib/manage/audit/find-audit-logs";
import { answerFound, answerOutcome, fieldErrors, generalError, ok, refuse, TENANT_ID_REQUIRED } from "./answers";
import { actorOf } from "./caller-of";
import { confine } from "./confine";
import { answerContent, bodyContent } from "./object-contents";
import type { ManagementCall, ObjectAnswer, ObjectBody, Operation } from "./operation";
import { readObject } from "./read-object";

const TAG = "Audit";
const BODY: ObjectBody = { noun: "auditLog", object: auditLogObject, besides: ["eventInfo"] };
const SEARCH_BODY: ObjectBody = { noun: "search", object: auditLogSearchObject, besides: [] };
const SHOWN: ObjectAnswer = { noun: "auditLog", schema: z.strictObject({ auditLog: auditLogView }) };

const ADDED = { insertUser: "ada@example.com", message: "Approved the refund", reason: "Ticket 4711", data: { amount: 12 } };
const EXAMPLE = { id: 42, insertInstant: 1767225600000, ...ADDED };
const shown = answerContent(SHOWN, EXAMPLE);
const CONFINED = "A key that belongs to a tenant sees that tenant's entries only; a key of none sees those of the instance as well.";

/** Adds an entry. */
export const createAuditLog: Operation = {
  method: "POST",
  template: "/api/system/audit-log",
  facts: {
    id: "createAuditLog",
    tag: TAG,
    summary: "Add an entry to the audit",
    description: "What changes through this API is written by itself. Under names of secrets nothing is kept.",
    access: "key",
    body: bodyContent(BODY, ADDED),
    answer: shown,
  },
  handler: async (call) => {
    const confined = await confine(call);
    if (confined.kind !== "tenant") return refuse(call, "unknown_tenant");
    const body = await readObject(call, BODY);
    if (!body.ok) return body.answer;
    return answerOutcome(call, SHOWN, await addAuditLog(call.world, actorOf(call), confined.tenantId, body.object));
  },
};

/** By number. */
export const retrieveAuditLog: Operation = {
  method: "GET",
  template: "/api/system/audit-log/{auditLogId}",
  facts: {
    id: "retrieveAuditLog",
    tag: TAG,
    summary: "Retrieve an entry of the audit",
    description: CONFINED,
    access: "key",
    answer: shown,
  },
  handler: async (call) => {
    const confined = await confine(call);
    if (confined.kind !== "tenant") return refuse(call, confined.kind === "unknown" ? "unknown_tenant" : "wrong_tenant");
    const found = await findAuditLog(call.world, confined.tenantId, call.params.auditLogId ?? "");
    if (found === "several") return generalError(call, "TenantIdRequired", TENANT_ID_REQUIRED);
    return answerFound(call, SHOWN, found);
  },
};

/** Searches by body. */
export const searchAuditLogsOperation: Operation = {
  method: "POST",
  template: "/api/system/audit-log/search",
  facts: {
    id: "searchAuditLogs",
    tag: TAG,
    summary: "Search the audit",
    description: `Newest first. In texts \`*\` stands for any text. ${CONFINED}`,
    access: "key",
    body: bodyContent(SEARCH_BODY, { user: "ada@example.com", orderBy: "insertInstant DESC", numberOfResults: 25 }),
    answer: { schema: auditLogsAnswer, example: { auditLogs: [EXAMPLE], total: 1 } },
  },
  handler: async (call) => {
    const body = await readObject(call, SEARCH_BODY);
    return body.ok ? search(call, body.object) : body.answer;
  },
};

/** All of them. */
export const AUDIT_OPERATIONS: readonly Operation[] = [createAuditLog, searchAuditLogsOperation, retrieveAuditLog];

async function search(call: ManagementCall, fields: Parameters<typeof readAuditLogSearch>[0]): Promise<Answer> {
  const confined = await confine(call);
  if (confined.kind === "unknown") return refuse(call, "unknown_tenant");
  const wanted = readAuditLogSearch(fields);
  if (!wanted.ok) return fieldErrors(call, "search", wanted.problems);
  if (confined.kind === "foreign") return ok(call, auditLogsAnswer, { auditLogs: [], total: 0 });
  const { auditLogs, total } = await searchAuditLogs(call.world, confined.tenantId, wanted.value);
  return ok(call, auditLogsAnswer, { auditLogs: [...auditLogs], total });
}
