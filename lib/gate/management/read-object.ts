// Reads the bodies of the management API: the one object under its noun, or fields that stand by themselves.
import type { Answer } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { blank, unknownName } from "@/lib/core/schemas/problem";
import { parseJsonBody, readBody, saysJson } from "@/lib/gate/read-body";
import { fieldErrors, generalError, refuse } from "./answers";
import type { ManagementCall, ObjectBody } from "./operation";

/** The object, and what stands beside it in the body; or the answer that says what is wrong. */
export type ReadObject = { readonly ok: true; readonly object: JsonObject; readonly beside: JsonObject } | Failed;

interface Failed {
  readonly ok: false;
  readonly answer: Answer;
}

/**
 * Reads `{ [noun]: { … }, … }`. A body that is not declared as JSON counts as none, as the vendor's clients expect. Names beside the
 * noun that nobody documents are refused; what is inside is for the use case to judge.
 */
export async function readObject(call: ManagementCall, { noun, besides }: ObjectBody): Promise<ReadObject> {
  const body = await readFields(call);
  if (!body.ok) return body;
  const { [noun]: object = null, ...beside } = body.fields;
  const unknown = Object.keys(beside).filter((name) => !besides.includes(name));
  if (unknown.length > 0) return failed(fieldErrors(call, "", unknown.slice(0, 20).map(unknownName)));
  if (object === null) return failed(fieldErrors(call, noun, [blank("", `The body needs the property ${noun}.`)]));
  if (isJsonObject(object)) return { ok: true, object, beside };
  return failed(fieldErrors(call, noun, [{ field: "", code: "invalid", message: `The property ${noun} is not an object.` }]));
}

/** The body's properties; or the answer that says why it cannot be read. */
export type ReadFields = { readonly ok: true; readonly fields: JsonObject } | Failed;

/** Reads a body whose properties are the fields themselves. A body that is empty, or not declared as JSON, has none. */
export async function readFields(call: ManagementCall): Promise<ReadFields> {
  const bytes = await readBody(call.request);
  if (bytes === "too_large") return failed(refuse(call, "body_too_large"));
  if (bytes.length === 0 || !saysJson(call.request)) return { ok: true, fields: {} };
  const parsed = parseJsonBody(call.request, bytes);
  if (!parsed.ok) return failed(generalError(call, "invalidJSON", parsed.problem));
  if (!isJsonObject(parsed.value)) return failed(generalError(call, "invalidJSON", "The body is not a JSON object."));
  return { ok: true, fields: parsed.value };
}

function failed(answer: Answer): Failed {
  return { ok: false, answer };
}
