// What a route of the sample service is given, and how it answers.
import type { z } from "zod";
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

/** 200 with facts of that schema, which say of themselves that they are a sample. */
export function sampleAnswer(call: SampleCall, schema: z.ZodType<Json>, facts: JsonObject): Answer {
  const body = schema.parse({ sample: true, ...facts });
  return jsonAnswer(200, body, [["x-request-id", call.passage.requestId], ...call.passage.extraHeaders]);
}

/** Answers a body of that schema; any other is 400 in the API's dialect, with the schema's own sentence, which repeats nothing. */
export function withBody<S extends z.ZodType>(schema: S, answer: (call: SampleCall, body: z.output<S>) => Answer): SampleRoute {
  return (call) => {
    const { success, data, error } = schema.safeParse(call.body);
    return success ? answer(call, data) : call.passage.refuse(denial("bad_request", { detail: error.issues[0]?.message }));
  };
}
