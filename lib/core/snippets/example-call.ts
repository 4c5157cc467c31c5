// The call that a key's snippets make: one that this key opens.
import type { ExampleCall } from "@/lib/core/dialects/dialect";
import type { Call } from "@/lib/core/grants/reach";

/** The vendor's own example where the key reaches it; else the simplest call it reaches; else a look at the API's root. */
export function chooseExampleCall(example: ExampleCall | null, reached: readonly Call[], hasEndpoints: boolean): ExampleCall {
  if (example !== null && (!hasEndpoints || reached.some(({ method, path }) => method === example.method && path === example.path))) {
    return example;
  }
  const simplest = [...reached].sort((one, other) => difficulty(one) - difficulty(other))[0];
  if (simplest === undefined) return { method: "GET", path: "/", body: null };
  // Braces mean something to curl: a parameter stands as a word to replace.
  const path = simplest.path.replace(/\{([^}]*)\}/g, (_, name: string) => name.toUpperCase());
  return { method: simplest.method, path, body: simplest.method === "GET" || simplest.method === "DELETE" ? null : {} };
}

/** Reading is simpler than writing, a path without parameters simpler than one with. */
function difficulty({ method, path }: Call): number {
  return (method === "GET" ? 0 : method === "DELETE" ? 2 : 1) + (path.includes("{") ? 4 : 0);
}
