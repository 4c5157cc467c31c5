// Reads the operations of an OpenAPI document (3.0 and 3.1) as what a gateway needs to know: paths, methods, permissions.
import { templateFault } from "@/lib/core/grants/template-fault";
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject } from "@/lib/core/json";
import { type DocumentNode, memberOf, membersOf, resolve, sizeFault } from "./document-nodes";

/** A path × method of the document. */
export interface ImportedOperation {
  readonly path: string;
  readonly method: string;
  /** The one scope that the document asks for; null = it asks for none, or not clearly for one. */
  readonly permission: string | null;
}

/** Something to know about a place in the document. */
export interface Remark {
  /** A JSON pointer in a fragment. */
  readonly place: string;
  /** A sentence. */
  readonly text: string;
}

/** What a document says. What cannot be served is left out with a remark; a document that is none is a fault. */
export type OpenApiReading =
  | {
      readonly title: string;
      readonly operations: readonly ImportedOperation[];
      /** Path of the first server's URL, without its last slash; empty = none. */
      readonly basePath: string;
      readonly remarks: readonly Remark[];
    }
  | { readonly fault: Remark };

/** As the document names them, and as they are served: HEAD wherever GET is. */
const METHODS: Readonly<Record<string, string>> = {
  get: "GET",
  head: "GET",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
  options: "OPTIONS",
};
const MOST_OPERATIONS = 5_000;
const MOST_REMARKS = 100;

/** Reads a parsed document. `permissions` are the names that permissions may have; null = any. */
export function readOpenApi(document: Json, permissions: readonly string[] | null): OpenApiReading {
  const root: DocumentNode = { value: document, place: "#" };
  const fault = documentFault(root);
  if (fault !== null) return { fault };
  const remarks = new Map<string, Remark>();
  const found = new Map<string, ImportedOperation>();
  const reader: Reader = { document, permissions, remark: (place, text) => remarks.set(`${place} ${text}`, { place, text }) };
  for (const [path, node] of membersOf(memberOf(root, "paths"))) {
    for (const operation of readPath(path, node, reader)) {
      const identity = `${operation.method} ${operation.path}`;
      if (!found.has(identity)) found.set(identity, operation);
    }
  }
  if (found.size > MOST_OPERATIONS) return faultAt("#/paths", `holds more than ${MOST_OPERATIONS} operations`);
  const title = memberOf(memberOf(root, "info"), "title").value;
  return {
    title: typeof title === "string" ? title.slice(0, 200) : "",
    operations: [...found.values()],
    basePath: basePathOf(root),
    remarks: [...remarks.values()].slice(0, MOST_REMARKS),
  };
}

interface Reader {
  readonly document: Json;
  readonly permissions: readonly string[] | null;
  readonly remark: (place: string, text: string) => void;
}

function documentFault(root: DocumentNode): Remark | null {
  const tooLarge = sizeFault(root.value ?? null);
  if (tooLarge !== null) return { place: "#", text: `The document ${tooLarge}.` };
  if (!isJsonObject(root.value)) return { place: "#", text: "An OpenAPI document is an object with the members openapi, info and paths." };
  if (memberOf(root, "swagger").value !== undefined) {
    return { place: "#/swagger", text: "This is a Swagger 2.0 document. Convert it to OpenAPI 3.0 or 3.1 first." };
  }
  const version = memberOf(root, "openapi").value;
  if (typeof version !== "string" || !/^3\.[01](?:\.|$)/.test(version)) {
    return { place: "#/openapi", text: "The version must be 3.0 or 3.1, as a text such as “3.1.0”." };
  }
  const paths = memberOf(root, "paths");
  return isJsonObject(paths.value) ? null : { place: paths.place, text: "The document holds no paths." };
}

function faultAt(place: string, flaw: string): OpenApiReading {
  return { fault: { place, text: `The document ${flaw}.` } };
}

function readPath(path: string, node: DocumentNode, reader: Reader): readonly ImportedOperation[] {
  const template = readTemplate(path);
  const flaw = templateFault(template) ?? (template.length > 1024 ? "has more than 1024 characters" : null);
  if (flaw !== null) {
    reader.remark(node.place, `This path was left out: it ${flaw}.`);
    return [];
  }
  const item = resolve(reader.document, node);
  if (typeof item === "string") {
    reader.remark(node.place, `This path was left out: it ${item}.`);
    return [];
  }
  return membersOf(item).flatMap(([name, operation]) => readOperation(template, name, operation, reader) ?? []);
}

function readOperation(path: string, name: string, node: DocumentNode, reader: Reader): ImportedOperation | null {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    if (name === "trace") reader.remark(node.place, "This operation was left out: TRACE is never served.");
    return null;
  }
  if (!isJsonObject(node.value)) {
    reader.remark(node.place, "This operation was left out: it is no object.");
    return null;
  }
  return { path, method, permission: readPermission(node, reader) };
}

/** Names of parameters may hold what templates may not. */
function readTemplate(path: string): string {
  return path.replace(/\{([^{}/]*)\}/g, (_whole, name: string) => `{${name.replace(/[^A-Za-z0-9_.-]/g, "_") || "_"}}`);
}

/** The permission, where there is one way to be allowed and it takes one scope. */
function readPermission(operation: DocumentNode, reader: Reader): string | null {
  const own = memberOf(operation, "security");
  const security = own.value === undefined ? memberOf({ value: reader.document, place: "#" }, "security") : own;
  if (!isJsonList(security.value)) return null;
  const ways = security.value.filter(isJsonObject).map((way) => Object.values(way).flatMap((scopes) => (isJsonList(scopes) ? scopes : [])));
  const scopes = new Set(ways.flat().filter((scope) => typeof scope === "string"));
  if (scopes.size === 0) return null;
  const [scope = ""] = scopes;
  const isClear = scopes.size === 1 && ways.every((way) => way.length > 0);
  if (!isClear) {
    reader.remark(security.place, "No permission was taken from here: it leaves a choice, or asks for several scopes.");
    return null;
  }
  if (/\s|\p{Cc}/u.test(scope) || scope === "" || scope.length > 64 || !(reader.permissions?.includes(scope) ?? true)) {
    reader.remark(security.place, "No permission was taken from here: its scope is no name that permissions have in this dialect.");
    return null;
  }
  return scope;
}

/** URLs with variables say nothing certain. */
function basePathOf(root: DocumentNode): string {
  const url = memberOf(memberOf(memberOf(root, "servers"), "0"), "url").value;
  if (typeof url !== "string") return "";
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/\/+$/, "");
  return path.startsWith("/") && templateFault(path) === null && !path.includes("{") ? path : "";
}
