// The call that a key's snippets make: one that this key opens.
import type { ExampleCall } from "@/lib/core/dialects/dialect";
import type { Call } from "@/lib/core/grants/reach";
import type { Json } from "@/lib/core/http";

/** A body that the operation at that method and template accepts; null = none is known. */
export type KnownBody = (method: string, template: string) => Json;

/** The vendor's own example where the key reaches it; else the simplest call it reaches; else a look at the API's root. */
export function chooseExampleCall(
  example: ExampleCall | null,
  reached: readonly Call[],
  hasEndpoints: boolean,
  knownBody: KnownBody = () => null,
): ExampleCall {
  if (example !== null && (!hasEndpoints || reached.some(({ method, path }) => method === example.method && path === example.path))) {
    return example;
  }
  const simplest = [...reached].sort((one, other) => difficulty(one) - difficulty(other))[0];
  if (simplest === undefined) return { method: "GET", path: "/", body: null };
  // Braces mean something to curl: a parameter stands as a word to replace.
  const path = simplest.path.replace(/\{([^}]*)\}/g, (_, name: string) => name.toUpperCase());
  const hasBody = simplest.method !== "GET" && simplest.method !== "DELETE";
  return { method: simplest.method, path, body: hasBody ? (knownBody(simplest.method, simplest.path) ?? {}) : null };
}

/** Reading is simpler than writing, a path without parameters simpler than one with. */
function difficulty({ method, path }: Call): number {
  return (method === "GET" ? 0 : method === "DELETE" ? 2 : 1) + (path.includes("{") ? 4 : 0);
}
