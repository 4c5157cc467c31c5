// What a route of the sample service is given, and how it answers.
import { denial } from "@/lib/core/denials/denial";
import { type Answer, type Json, jsonAnswer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { Passage } from "@/lib/gate/gateway/passage";

/** One request to the sample service. */
export interface SampleCall {
  readonly passage: Passage;
  readonly method: string;
  /** The JSON object that was sent; empty where nothing was. */
  readonly body: JsonObject;
  /** What stands in the place of the route's `{id}`; empty for a route without one. */
  readonly id: string;
}

/** A route of the sample service. */
export type SampleRoute = (call: SampleCall) => Answer;

/** 200 with facts that say of themselves that they are a sample. */
export function sampleAnswer(call: SampleCall, facts: { readonly [name: string]: Json }): Answer {
  return jsonAnswer(200, { sample: true, ...facts }, [["x-request-id", call.passage.requestId], ...call.passage.extraHeaders]);
}

/** 400 in the API's dialect. `detail` repeats nothing that the client sent. */
export function refuseBody(call: SampleCall, detail: string): Answer {
  return call.passage.refuse(denial("bad_request", { detail }));
}

/** A field's text, the fallback where the field is absent, or null where it is something else or empty. */
export function textField(body: JsonObject, name: string, fallback: string | null): string | null {
  const value = body[name];
  if (value === undefined) return fallback;
  return typeof value === "string" && value !== "" ? value : null;
}
