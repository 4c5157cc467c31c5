// Finds, in the OpenAPI document, every place of every operation where an id can stand, and builds requests with ids put there.
import { randomUUID } from "node:crypto";
import type { Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { OpenApiDocument, OperationObject } from "@/lib/core/openapi/document";
import { type Ids, type Kind, OWN_ROLE } from "./two-tenants";

/** What the ids of these names are of. An operation that names an id otherwise must be added here, or the matrix fails. */
const KIND_OF_NAME: Readonly<Record<string, Kind>> = {
  tenantId: "tenant",
  sourceTenantId: "tenant",
  userId: "user",
  userIds: "user",
  ids: "user",
  groupId: "group",
  members: "group",
  memberId: "member",
  memberIds: "member",
  applicationId: "application",
  client_id: "application",
  roleId: "role",
  roleIds: "role",
  registrationId: "registration",
  tokenId: "session",
  refreshTokenId: "session",
  keyId: "signing key",
  kid: "signing key",
  apiKeyId: "API key",
  sourceKeyId: "API key",
  auditLogId: "audit entry",
};

const ID_NAME = /(?:^id|Id|^ids|Ids)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An operation, ready to be called. */
export interface Callable {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
  /** `POST` to an id of the caller's choice. */
  readonly choosesId: boolean;
  readonly slots: readonly Slot[];
}

/** A place for an id. `kinds`: what is worth putting there; null = everything. */
export interface Slot {
  readonly name: string;
  readonly kinds: readonly Kind[] | null;
  put(request: Built, id: string): Built;
}

/** A request in the making. */
export interface Built {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly isForm: boolean;
}

/** Every operation of a document. */
export function callables(document: OpenApiDocument): Callable[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      choosesId: choosesId(document, method, path),
      slots: slotsOf(document, operation, choosesId(document, method, path)),
    })),
  );
}

/** Names a user who exists, although a `POST` beside it makes one. */
const NAMES_THE_EXISTING = new Set(["/api/user/registration/{userId}"]);

/** Beside one that lets the server choose it. */
function choosesId(document: OpenApiDocument, method: string, path: string): boolean {
  if (NAMES_THE_EXISTING.has(path)) return false;
  return method === "post" && path.endsWith("}") && document.paths[path.replace(/\/\{\w+\}$/, "")]?.post !== undefined;
}

/** Parameters of paths that no kind is known for. */
export function unknownParameters({ operation }: Callable): string[] {
  return parametersOf(operation, "path").filter((name) => KIND_OF_NAME[name] === undefined);
}

/** The request with the tenant's own ids everywhere, a new one where the caller chooses it; `unique` makes names that must differ differ. */
export function build({ operation, choosesId: isChosen }: Callable, ids: Ids, unique: string): Built {
  const names = parametersOf(operation, "path");
  const own = (name: string) => (isChosen && name === names.at(-1) ? randomUUID() : ids[KIND_OF_NAME[name] ?? "user"]);
  const path = Object.fromEntries(names.map((name) => [name, own(name)]));
  const { example, isForm } = exampleOf(operation);
  return { path, query: {}, body: example === undefined ? undefined : fill(example, "", ids, unique), isForm };
}

function slotsOf(document: OpenApiDocument, operation: OperationObject, isChosen: boolean): Slot[] {
  const names = parametersOf(operation, "path");
  // A role's id is unique in its application only: whichever is chosen there is free.
  const named = names.filter((name, index) => !(isChosen && index === names.length - 1 && name === "roleId"));
  const inPath = named.map((name) =>
    // An id of another kind is free to be chosen.
    slot(`{${name}}`, isChosen && name === names.at(-1) ? kindsOf(name).slice(0, 1) : null, (built, id) => ({
      ...built,
      path: { ...built.path, [name]: id },
    })),
  );
  const inQuery = parametersOf(operation, "query")
    .filter((name) => ID_NAME.test(name) || KIND_OF_NAME[name] !== undefined)
    .map((name) => slot(`?${name}=`, null, (built, id) => ({ ...built, query: { ...built.query, [name]: id } })));
  const { example } = exampleOf(operation);
  if (example === undefined) return [...inPath, ...inQuery];
  const shown = shownIds(example, []).map((at) => bodySlot(at, null));
  const known = namedIds(document, operation).map((at) => bodySlot(at, kindsOf(at.at(-1) ?? "")));
  const isNew = (one: Slot) => !shown.some(({ name }) => name === one.name);
  return [...inPath, ...inQuery, ...[...shown, ...known.filter(isNew)].filter(({ name }) => !isFree(name))];
}

/** The object's own id is chosen there or ignored; themes and templates are only kept: none of them names anything that exists. */
function isFree(name: string): boolean {
  return /(?:^|\.)(?:id|themeId|\w+TemplateId)$/.test(name);
}

/** A name that nobody knows stands for what is only kept or ignored: two kinds tell enough. */
function kindsOf(name: string): readonly Kind[] {
  const kind = KIND_OF_NAME[name];
  return kind === undefined ? ["tenant", "user"] : [kind, "tenant"];
}

function slot(name: string, kinds: Slot["kinds"], put: Slot["put"]): Slot {
  return { name, kinds, put };
}

function bodySlot(at: readonly string[], kinds: Slot["kinds"]): Slot {
  return slot(at.join("."), kinds, (built, id) => ({ ...built, body: putAt(built.body ?? {}, at, id) }));
}

function parametersOf(operation: OperationObject, place: "path" | "query"): string[] {
  return (operation.parameters ?? []).flatMap((parameter) => ("name" in parameter && parameter.in === place ? [parameter.name] : []));
}

function exampleOf({ requestBody }: OperationObject): { example: Json | undefined; isForm: boolean } {
  const json = requestBody?.content["application/json"];
  const form = requestBody?.content["application/x-www-form-urlencoded"];
  return { example: (json ?? form)?.example, isForm: json === undefined && form !== undefined };
}

/** Where ids stand in an example: as values, in lists of their own, or as names (then `*` ends the path). */
function shownIds(value: Json, at: readonly string[]): string[][] {
  if (typeof value === "string") return UUID.test(value) ? [[...at]] : [];
  if (Array.isArray(value)) {
    const texts = value.filter((item) => typeof item === "string" && UUID.test(item));
    return texts.length > 0 ? [[...at]] : value.slice(0, 1).flatMap((item: Json) => shownIds(item, [...at, "0"]));
  }
  if (value === null || typeof value !== "object") return [];
  const names = Object.keys(value).some((name) => UUID.test(name)) ? [[...at, "*"]] : [];
  return [...names, ...Object.entries(value).flatMap(([name, inner]) => shownIds(inner, [...at, UUID.test(name) ? "*=" : name]))];
}

/** Names of ids that a body's schema knows, at its root and in the object that it carries. */
function namedIds(document: OpenApiDocument, { requestBody }: OperationObject): string[][] {
  const content = requestBody?.content["application/json"] ?? requestBody?.content["application/x-www-form-urlencoded"];
  const root = propertiesOf(document, content?.schema);
  const isId = (name: string) => ID_NAME.test(name) || KIND_OF_NAME[name] !== undefined;
  return Object.entries(root).flatMap(([name, schema]) => [
    ...(isId(name) ? [[name]] : []),
    ...Object.keys(propertiesOf(document, schema))
      .filter(isId)
      .map((inner) => [name, inner]),
  ]);
}

function propertiesOf(document: OpenApiDocument, schema: Json | undefined): JsonObject {
  if (schema === undefined || schema === null || typeof schema !== "object" || Array.isArray(schema)) return {};
  const { $ref, allOf, properties } = schema as JsonObject;
  if (typeof $ref === "string") return propertiesOf(document, document.components.schemas[$ref.split("/").at(-1) ?? ""]);
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map((part: Json) => propertiesOf(document, part)));
  return (properties ?? {}) as JsonObject;
}

const UNIQUE_NAMES = new Set(["name", "email", "username", "message"]);

function fill(value: Json, name: string, ids: Ids, unique: string): Json {
  if (typeof value === "string") {
    if (UUID.test(value)) return ids[KIND_OF_NAME[name] ?? "user"];
    if (!UNIQUE_NAMES.has(name)) return value;
    return value.includes("@") ? `${unique}@example.com` : unique;
  }
  if (name === "roles" && Array.isArray(value) && value.every((item) => typeof item === "string")) return [OWN_ROLE];
  if (Array.isArray(value)) return value.map((item: Json) => fill(item, name, ids, unique));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([inner, held]) => {
    const isId = UUID.test(inner);
    return [isId ? ids[KIND_OF_NAME[name] ?? "group"] : inner, fill(held, isId ? name : inner, ids, unique)];
  });
  return Object.fromEntries(entries);
}

function putAt(value: Json, [step, ...rest]: readonly string[], id: string): Json {
  if (step === undefined) return Array.isArray(value) ? [id] : id;
  const held = (typeof value === "object" && value !== null ? value : {}) as JsonObject;
  if (Array.isArray(value)) return [putAt(value[0] ?? {}, rest, id)];
  const [first = "", ...others] = Object.keys(held);
  if (step === "*") return { ...Object.fromEntries(others.map((name) => [name, held[name] ?? null])), [id]: held[first] ?? null };
  if (step === "*=") return { ...held, [first]: putAt(held[first] ?? {}, rest, id) };
  if (rest.length > 0) return { ...held, [step]: putAt(held[step] ?? {}, rest, id) };
  return { ...held, [step]: Array.isArray(held[step]) || /s$/.test(step) ? [id] : id };
}

/** An operation that takes JSON. */
export interface Bodied extends Callable {
  /** The property that carries the object; null = the body itself is the object. */
  readonly noun: string | null;
  readonly bodyNames: readonly string[];
  readonly objectNames: readonly string[];
}

/** The operations of a document that take a JSON body and can change something by it. */
export function bodied(document: OpenApiDocument): Bodied[] {
  return callables(document).flatMap((callable) => {
    const { example, isForm } = exampleOf(callable.operation);
    if (isForm || example === undefined || callable.method === "DELETE") return [];
    const body = propertiesOf(document, callable.operation.requestBody?.content["application/json"]?.schema);
    const [noun = null] = Object.keys(example as JsonObject).filter((name) => Object.keys(propertiesOf(document, body[name])).length > 0);
    const object = noun === null ? body : propertiesOf(document, body[noun]);
    return [{ ...callable, noun, bodyNames: Object.keys(body), objectNames: Object.keys(object) }];
  });
}
