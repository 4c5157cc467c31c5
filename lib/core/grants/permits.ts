// What a grant permits: permissions, and endpoint templates × methods. Pure judgements over plain records.
import type { Endpoint, EndpointGrants } from "@/lib/core/catalogue";
import { type IndexedTemplate, normaliseTemplate } from "./endpoint-index";

/** Whether a grant's permissions satisfy a need; `*` and the dialect's opening permission satisfy every one. */
export function hasPermission(granted: readonly string[], needed: string | null, openingPermission: string | null): boolean {
  if (needed === null || granted.includes("*") || granted.includes(needed)) return true;
  return openingPermission !== null && granted.includes(openingPermission);
}

/**
 * Whether endpoint grants open a template for a method. A grant on T covers T and the registered templates that add only
 * parameters to T; HEAD counts as GET; no grants at all open everything.
 */
export function opens(grants: EndpointGrants, template: IndexedTemplate, method: string): boolean {
  const asked = method === "HEAD" ? "GET" : method;
  let isEmpty = true;
  for (const granted in grants) {
    isEmpty = false;
    if (grants[granted]?.includes(asked) && template.coveredBy.includes(normaliseTemplate(granted))) return true;
  }
  return isEmpty;
}

/** The endpoint of a template that serves a method (GET serves HEAD), or null. */
export function endpointFor(template: IndexedTemplate, method: string): Endpoint | null {
  const asked = method === "HEAD" ? "GET" : method;
  return template.endpoints.find((endpoint) => endpoint.methods.includes(asked)) ?? null;
}

/** The methods of a template for `Allow`: HEAD beside every GET. */
export function allowedMethods(template: IndexedTemplate): string {
  const methods = new Set(template.endpoints.flatMap((endpoint) => endpoint.methods));
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort().join(", ");
}
