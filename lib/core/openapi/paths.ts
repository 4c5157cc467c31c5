// Where operations stand: path templates as OpenAPI wants them, with parameters of different names.
import type { Api } from "@/lib/core/catalogue";
import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import { uniqueName } from "./unique-name";

/** A method on a path of an API. */
export interface Place {
  readonly method: string;
  /** As the API registers it. */
  readonly template: string;
  readonly permission: string | null;
  readonly cost: number;
}

/** Every place of an API. Templates that differ only in the names of their parameters are one, as they are for the gate. */
export function placesOf(api: Api): ReadonlyMap<string, readonly Place[]> {
  const byPath = new Map<string, Place[]>();
  for (const { path, methods, permission, cost } of api.endpoints.length === 0 ? ANY_PATH : api.endpoints) {
    const key = normaliseTemplate(path);
    const known = byPath.get(key) ?? [];
    const isNew = (method: string) => !known.some((place) => place.method === method);
    const added = methods.filter(isNew).map((method) => ({ method, template: known[0]?.template ?? path, permission, cost }));
    byPath.set(key, [...known, ...added]);
  }
  return byPath;
}

/** Stands for every path of an API that registers none. A parameter holds one segment, so that longer paths cannot be tried out. */
const ANY_PATH = [{ path: "/{path}", methods: ["GET", "POST", "PUT", "PATCH", "DELETE"], permission: null, cost: 1 }];

/** A template for the document, and the names of its parameters in order. */
export interface DocumentPath {
  readonly path: string;
  readonly parameters: readonly string[];
}

/** Renames parameters that OpenAPI could not tell apart. */
export function documentPath(template: string): DocumentPath {
  const taken = new Set<string>();
  const path = template.replace(/\{([^/{}]*)\}/g, (_, name: string) => `{${uniqueName(name || "value", taken)}}`);
  return { path, parameters: [...taken] };
}

/** `get` + `/v0/payments/{id}` → `getV0PaymentsById`. */
export function nameOperation(method: string, path: string): string {
  const words = path.split("/").flatMap((segment) => {
    const name = segment.replace(/[{}]/g, "");
    const plain = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    return name === segment ? plain : ["by", ...plain];
  });
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** What the operations of a path are grouped under: its first segment that is no version. */
export function groupOf(path: string): string {
  return path.split("/").find((segment) => segment !== "" && !/^v\d+$/i.test(segment) && !segment.startsWith("{")) ?? "Everything";
}
