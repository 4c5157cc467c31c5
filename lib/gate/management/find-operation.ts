// Finds the operation that a request of the management API means, and judges who may call it.
import type { Caller } from "@/lib/core/decision";
import { type Denial, denial } from "@/lib/core/denials/denial";
import type { EndpointIndex } from "@/lib/core/grants/endpoint-index";
import type { Operation } from "./operation";

/** The operation of that method and canonical path (GET serves HEAD), or null. */
export function findOperation(method: string, path: string, index: EndpointIndex, operations: readonly Operation[]): Operation | null {
  const found = index.find(path);
  if (found === null) return null;
  const asked = method === "HEAD" ? "GET" : method;
  const templates = new Set(found.endpoints.map((endpoint) => endpoint.path));
  return operations.find((operation) => operation.method === asked && templates.has(operation.template)) ?? null;
}

/** Why an authenticated caller may not call the operation, or null. */
export function judgeAccess(operation: Operation, caller: Caller): Denial | null {
  return caller.kind === "token" && operation.facts.access !== "token-or-key" ? denial("endpoint_not_granted") : null;
}
