// One call of the management API as data: where it stands, who may call it, and what answers it.
import type { z } from "zod";
import type { Endpoint } from "@/lib/core/catalogue";
import type { Caller } from "@/lib/core/decision";
import type { Answer, Json, RawRequest } from "@/lib/core/http";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import type { GateWorld } from "@/lib/gate/gate-world";
import type { World } from "@/lib/manage/world";

/** What a handler is given: an authenticated request and the world. */
export interface ManagementCall {
  readonly request: RawRequest;
  /** Path parameters as they stand in the path, undecoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** null on open operations. */
  readonly caller: Caller | null;
  /** The tenant the request names; null = none. */
  readonly tenantHeader: string | null;
  readonly requestId: string;
  /** Under which the client reached this instance, without a slash at its end; never what a client made up. */
  readonly origin: string;
  readonly world: World;
  /** For what judges credentials itself: OAuth's clients, tokens in a body. */
  readonly gate: GateWorld;
}

/** The one object that a body carries under its noun, and the documented names that may stand beside it without behaviour here. */
export interface ObjectBody {
  readonly noun: string;
  readonly object: z.ZodType;
  readonly besides: readonly string[];
}

/** What a 200 carries, under its noun where that is one object. */
export interface ObjectAnswer {
  readonly noun: string;
  readonly schema: z.ZodType<Json>;
}

/** An operation. Next mounts it as `export const GET = withKey(operation)`; the front door finds it by template and method. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path template: `/api/user/{userId}`. */
  readonly template: string;
  /** What it takes and gives: what the handler reads and answers by, and what the API reference says. */
  readonly facts: OperationFacts;
  handler(call: ManagementCall): Promise<Answer>;
}

/** The catalogue's endpoints for these operations: one per template and method; no permission beyond endpoint grants is needed. */
export function endpointsOf(operations: readonly Operation[]): Endpoint[] {
  return operations.map(({ template, method }) => ({ path: template, methods: [method], permission: null, cost: 1 }));
}

/** The values of a template's parameters in a path that matches it. */
export function paramsOf(template: string, path: string): Record<string, string> {
  const segments = path.split("/");
  const params: Record<string, string> = {};
  for (const [index, part] of template.split("/").entries()) {
    if (part.startsWith("{") && part.endsWith("}")) params[part.slice(1, -1)] = segments[index] ?? "";
  }
  return params;
}
