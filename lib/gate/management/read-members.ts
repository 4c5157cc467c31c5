// Reads the bodies of the management API that carry no object under a noun, and may be missing.
import type { Answer } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { unknownName } from "@/lib/core/schemas/problem";
import { parseJsonBody, readBody, saysJson } from "@/lib/gate/read-body";
import { fieldErrors, generalError, refuse } from "./answers";
import type { ManagementCall } from "./operation";

/** What the body says, or the answer that says what is wrong. */
export type ReadMembers = { readonly ok: true; readonly members: JsonObject } | { readonly ok: false; readonly answer: Answer };

/** Reads `{ … }` with no other members than the documented ones. No body, and one that is not declared as JSON, is an empty object. */
export async function readMembers(call: ManagementCall, names: readonly string[]): Promise<ReadMembers> {
  const bytes = await readBody(call.request);
  if (bytes === "too_large") return failed(refuse(call, "body_too_large"));
  if (bytes.byteLength === 0 || !saysJson(call.request)) return { ok: true, members: {} };
  const parsed = parseJsonBody(call.request, bytes);
  if (!parsed.ok) return failed(generalError(call, "invalidJSON", parsed.problem));
  if (!isJsonObject(parsed.value)) return failed(generalError(call, "invalidJSON", "The body is not a JSON object."));
  const unknown = Object.keys(parsed.value).filter((name) => !names.includes(name));
  if (unknown.length > 0) return failed(fieldErrors(call, "", unknown.slice(0, 20).map(unknownName)));
  return { ok: true, members: parsed.value };
}

function failed(answer: Answer): ReadMembers {
  return { ok: false, answer };
}
