// The answers of the management API in its vendor's form: objects, field errors, general errors, refusals without a body.
import type { z } from "zod";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { type DenialCode, type DenialFacts, denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { type Answer, emptyAnswer, type HeaderLine, type Json, jsonAnswer } from "@/lib/core/http";
import type { Problem } from "@/lib/core/schemas/problem";
import type { Outcome } from "@/lib/manage/outcome";
import type { ManagementCall, ObjectAnswer } from "./operation";

/** Vendor page 004, section 6.3, word for word. */
export const TENANT_ID_REQUIRED =
  "A Tenant Id is required to complete this request. To complete this request, you may assign a Tenant to your API key, or add the X-FusionAuth-TenantId HTTP request header with the Tenant Id.";

/** The part of a call that every answer names. */
type Asked = Pick<ManagementCall, "requestId">;

/**
 * 200 with a body of that schema.
 * @throws when the body is not what the operation promises
 */
export function ok<T extends Json>(call: Asked, schema: z.ZodType<T>, body: T): Answer {
  return jsonAnswer(200, schema.parse(body), headersOf(call));
}

/** The dialect's own answer for a denial: 401 and 404 without a body, 413 with one. */
export function refuse(call: Asked, code: DenialCode, facts: DenialFacts = {}): Answer {
  return renderDenial(denial(code, facts), fusionauth, { requestId: call.requestId, apiSlug: MANAGEMENT_SLUG, supportUrl: null });
}

/** 400 with one error that belongs to no field. */
export function generalError(call: Asked, code: string, message: string): Answer {
  return jsonAnswer(400, { generalErrors: [{ code: `[${code}]`, message }] }, headersOf(call));
}

/** 400 with an error for each problem. `noun` names the object in the vendor's body: `user` → `user.email`, `userId`. */
export function fieldErrors(call: Asked, noun: string, problems: readonly Problem[]): Answer {
  const errors = new Map<string, Json[]>();
  for (const problem of problems) {
    const field = vendorField(noun, problem.field);
    const known = errors.get(field) ?? [];
    errors.set(field, [...known, { code: `[${problem.code}]${field}`, message: problem.message }]);
  }
  return jsonAnswer(400, { fieldErrors: Object.fromEntries(errors) }, headersOf(call));
}

/** What a use case came to: 200 with the object under its noun, 400 with the problems, 404 without a body. */
export function answerOutcome(call: Asked, { noun, schema }: ObjectAnswer, outcome: Outcome<Json>): Answer {
  if (outcome.kind === "absent") return refuse(call, "not_found");
  if (outcome.kind === "refused") return fieldErrors(call, noun, outcome.problems);
  return ok<Json>(call, schema, { [noun]: outcome.value });
}

/** What a removal came to: 200 without a body, 400 with the problems, 404 without a body. */
export function answerDone(call: Asked, noun: string, outcome: Outcome<unknown>): Answer {
  if (outcome.kind === "absent") return refuse(call, "not_found");
  return outcome.kind === "refused" ? fieldErrors(call, noun, outcome.problems) : emptyAnswer(200, headersOf(call));
}

/** The object under its noun, or 404 without a body. */
export function answerFound(call: Asked, { noun, schema }: ObjectAnswer, found: Json): Answer {
  return found === null ? refuse(call, "not_found") : ok<Json>(call, schema, { [noun]: found });
}

/** Fields that stand beside the object in the vendor's bodies. */
const BESIDE: ReadonlySet<string> = new Set(["tenantId", "sourceTenantId", "replacesKeyId", "roleIds"]);

/** `tenantId` and its like stand beside the object in the vendor's bodies, everything else inside it. No noun: the body itself. */
function vendorField(noun: string, field: string): string {
  if (noun === "") return field;
  if (field === "") return noun;
  if (field === "id") return `${noun}Id`;
  return BESIDE.has(field) ? field : `${noun}.${field}`;
}

function headersOf(call: Asked): HeaderLine[] {
  return [["x-request-id", call.requestId]];
}
