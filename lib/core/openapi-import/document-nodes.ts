// Walks an OpenAPI document: where a value stands, what a reference within the document leads to, how deep and how large it is.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";

/** A value and its place, as a JSON pointer (RFC 6901) in a fragment: `#/paths/~1orders/get`. */
export interface DocumentNode {
  readonly value: Json | undefined;
  readonly place: string;
}

/** Deeper than people write, and far from what exhausts a stack. */
const MOST_LEVELS = 100;
/** What repeats itself by anchors is counted as often as it stands. */
const MOST_VALUES = 500_000;
/** A reference may lead to another one. */
const MOST_HOPS = 16;

/** Why a document is not looked at; null = it is of a size that can be. Ends also where a value contains itself. */
export function sizeFault(document: Json): string | null {
  const open: { readonly value: Json; readonly level: number }[] = [{ value: document, level: 1 }];
  let values = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    values += 1;
    if (values > MOST_VALUES) return `holds more than ${MOST_VALUES} values`;
    const { value, level } = node;
    if (typeof value !== "object" || value === null) continue;
    if (level > MOST_LEVELS) return `is nested more than ${MOST_LEVELS} levels deep`;
    for (const inner of Object.values(value)) open.push({ value: inner as Json, level: level + 1 });
  }
  return null;
}

/** A member of an object or a list. */
export function memberOf({ value, place }: DocumentNode, name: string): DocumentNode {
  const inner = isJsonObject(value) || isJsonList(value) ? ownMember(value, name) : undefined;
  return { value: inner, place: `${place}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` };
}

/** The members of an object, extensions left out. */
export function membersOf(node: DocumentNode): readonly (readonly [string, DocumentNode])[] {
  if (!isJsonObject(node.value)) return [];
  return Object.keys(node.value)
    .filter((name) => !name.startsWith("x-"))
    .map((name) => [name, memberOf(node, name)] as const);
}

/** What a node stands for: itself, or what its `$ref` leads to within the document. A text says why it leads nowhere. */
export function resolve(document: Json, node: DocumentNode): DocumentNode | string {
  let current = node;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const reference = isJsonObject(current.value) ? ownMember(current.value, "$ref") : undefined;
    if (reference === undefined) return current;
    if (typeof reference !== "string") return "has a $ref that is no text";
    if (!reference.startsWith("#")) return "refers to another document, and nothing is fetched: put everything into one";
    const target = follow(document, reference);
    if (target.value === undefined) return "refers to what the document does not hold";
    current = target;
  }
  return "refers in a circle";
}

function follow(document: Json, reference: string): DocumentNode {
  const names = decoded(reference.slice(1)).split("/").slice(1);
  return names.reduce<DocumentNode>((node, name) => memberOf(node, name.replaceAll("~1", "/").replaceAll("~0", "~")), {
    value: document,
    place: "#",
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function ownMember(holder: JsonObject | readonly Json[], name: string): Json | undefined {
  return Object.hasOwn(holder, name) ? (holder as JsonObject)[name] : undefined;
}
