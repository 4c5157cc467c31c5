// The bodies of the management API as its reference shows them: one object under its noun, with an example.
import { z } from "zod";
import type { Json } from "@/lib/core/http";
import type { JsonContent } from "@/lib/core/openapi/operation-facts";
import { anyJson } from "@/lib/core/schemas/texts";
import type { ObjectAnswer, ObjectBody } from "./operation";

/** A body that carries the object under its noun. */
export function bodyContent({ noun, object, besides }: ObjectBody, example: Json): JsonContent {
  const others = Object.fromEntries(besides.map((name) => [name, anyJson.optional()]));
  return { schema: z.strictObject({ [noun]: object, ...others }), example: { [noun]: example } };
}

/** An answer that carries the object under its noun. */
export function answerContent({ noun, schema }: ObjectAnswer, example: Json): JsonContent {
  return { schema, example: { [noun]: example } };
}
