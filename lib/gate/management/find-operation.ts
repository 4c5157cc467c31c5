// Finds the operation that a request of the management API means, and judges who may call it.
import type { Caller } from "@/lib/core/decision";
import { type Denial, denial } from "@/lib/core/denials/denial";
import type { EndpointIndex } from "@/lib/core/grants/endpoint-index";
import { allowedMethods } from "@/lib/core/grants/permits";
import type { Operation } from "./operation";

/** The operation of that method and canonical path (GET serves HEAD), or null. */
export function findOperation(method: string, path: string, index: EndpointIndex, operations: readonly Operation[]): Operation | null {
  const found = index.find(path);
  if (found === null) return null;
  const asked = method === "HEAD" ? "GET" : method;
  const templates = new Set(found.endpoints.map((endpoint) => endpoint.path));
  return operations.find((operation) => operation.method === asked && templates.has(operation.template)) ?? null;
}

/**
 * Why a request beside `/api` reaches no operation. Nothing is secret there, its map neither: a path that is none is 404, a method that is
 * none 405, whoever asks.
 */
export function judgeOpenPlace(path: string, index: EndpointIndex): Denial {
  const template = index.find(path);
  return template === null ? denial("not_found") : denial("method_not_allowed", { allow: allowedMethods(template) });
}

/** Why an authenticated caller may not call the operation, or null. */
export function judgeAccess(operation: Operation, caller: Caller): Denial | null {
  return caller.kind === "token" && operation.facts.access !== "token-or-key" ? denial("endpoint_not_granted") : null;
}
