// What is known of one operation beside its place and its permission: what it is called, what it takes, what it gives.
import type { z } from "zod";
import type { Json } from "@/lib/core/http";

/**
 * `key`: an API key only; `token-or-key`: a token will do; `open`: credentials are ignored; `key-if-sent`: an API key is judged where
 * one is sent, and where none is the operation itself decides who may go on.
 */
export type Access = "key" | "token-or-key" | "open" | "key-if-sent";

/** A JSON body with an example that its schema accepts. */
export interface JsonContent {
  readonly schema: z.ZodType;
  readonly example: Json;
  /** Of a request: it can do without. */
  readonly isOptional?: boolean;
}

/** One operation, for its handler and for the API reference. */
export interface OperationFacts {
  /** Unique within its API. */
  readonly id: string;
  /** The group it stands in. */
  readonly tag: string;
  /** A few words, without a full stop. */
  readonly summary: string;
  /** More, as Markdown. */
  readonly description?: string;
  readonly access: Access;
  /** Named values of the query. */
  readonly query?: z.ZodObject;
  readonly body?: JsonContent;
  /** A body that is sent as a form instead (`application/x-www-form-urlencoded`). */
  readonly form?: JsonContent;
  /** What a 200 carries; null = no body. */
  readonly answer: JsonContent | null;
  /** Answers that neither the 200 nor a refusal covers, by status. */
  readonly others?: Readonly<Record<string, string>>;
}
