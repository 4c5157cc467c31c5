// Finds the registered endpoint template of a path, segment by segment; literal segments win over parameters.
import type { Endpoint } from "@/lib/core/catalogue";

/** A template with its endpoints (one template may be registered with different needs per method). */
export interface IndexedTemplate {
  readonly template: string;
  readonly endpoints: readonly Endpoint[];
  /** Templates whose grant covers this one: itself, and itself without its trailing parameters (normalised to `{}`). */
  readonly coveredBy: readonly string[];
}

/** An index over an API's endpoints. */
export interface EndpointIndex {
  /** False when the API registers none: then every path is open to any valid key. */
  readonly hasEndpoints: boolean;
  /** The template that matches a canonical path, or null. Escapes are compared as they stand, never decoded. */
  find(path: string): IndexedTemplate | null;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  template: IndexedTemplate | null;
}

/** Builds the index. Templates that differ only in parameter names are one template. */
export function indexEndpoints(endpoints: readonly Endpoint[]): EndpointIndex {
  const root = newNode();
  for (const endpoint of endpoints) insert(root, endpoint);
  return { hasEndpoints: endpoints.length > 0, find: (path) => descend(root, path.split("/"), 1) };
}

/** The template with its parameter names dropped: `/a/{id}` → `/a/{}`. */
export function normaliseTemplate(template: string): string {
  return template.replace(/\{[^/{}]*\}/g, "{}");
}

function newNode(): Node {
  return { literals: new Map(), parameter: null, template: null };
}

function insert(root: Node, endpoint: Endpoint): void {
  let node = root;
  for (const segment of endpoint.path.split("/").slice(1)) {
    if (isParameter(segment)) {
      node.parameter ??= newNode();
      node = node.parameter;
    } else {
      const next = node.literals.get(segment) ?? newNode();
      node.literals.set(segment, next);
      node = next;
    }
  }
  const known = node.template;
  node.template = {
    template: known?.template ?? endpoint.path,
    endpoints: [...(known?.endpoints ?? []), endpoint],
    coveredBy: known?.coveredBy ?? coveringTemplates(endpoint.path),
  };
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{") && segment.endsWith("}");
}

/** Templates whose grant covers that template, normalised: itself, and itself without its trailing parameters. */
export function coveringTemplates(template: string): string[] {
  const covers = [normaliseTemplate(template)];
  let rest = template;
  while (isParameter(rest.slice(rest.lastIndexOf("/") + 1)) && rest.lastIndexOf("/") > 0) {
    rest = rest.slice(0, rest.lastIndexOf("/"));
    covers.push(normaliseTemplate(rest));
  }
  return covers;
}

function descend(node: Node, segments: readonly string[], position: number): IndexedTemplate | null {
  const segment = segments[position];
  if (segment === undefined) return node.template;
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = descend(literal, segments, position + 1);
    if (found !== null) return found;
  }
  return node.parameter === null || segment === "" ? null : descend(node.parameter, segments, position + 1);
}
