// Values of the form that creates keys, read the same way by the browser and the server.
import type { EndpointGrants } from "@/lib/core/catalogue";

/** What a text lists, separated by spaces, commas or lines. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

/** Grants from texts such as `GET /models`. */
export function grantsOf(calls: readonly string[]): EndpointGrants {
  const grants = new Map<string, string[]>();
  for (const call of calls) {
    const space = call.indexOf(" ");
    const path = call.slice(space + 1);
    grants.set(path, [...(grants.get(path) ?? []), call.slice(0, space)]);
  }
  return Object.fromEntries(grants);
}
