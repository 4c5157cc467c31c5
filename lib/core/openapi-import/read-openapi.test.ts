// What is taken from OpenAPI documents, what is left out with a remark, and what is no document.
import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { readOpenApi } from "./read-openapi";

const documentOf = (paths: Json, more: object = {}): Json => ({ openapi: "3.1.0", info: { title: "Shop", version: "1" }, paths, ...more });

function read(document: Json, permissions: readonly string[] | null = null) {
  const reading = readOpenApi(document, permissions);
  if ("fault" in reading) throw new Error(`${reading.fault.place}: ${reading.fault.text}`);
  return reading;
}

const lines = (document: Json, permissions: readonly string[] | null = null) =>
  read(document, permissions).operations.map(({ method, path, permission }) => `${method} ${path} ${permission ?? "-"}`);

describe("operations", () => {
  it.each([
    ["paths × methods", { "/a": { get: {}, post: {} }, "/b/{id}": { delete: {} } }, ["GET /a -", "POST /a -", "DELETE /b/{id} -"]],
    ["HEAD is served with GET", { "/a": { head: {} } }, ["GET /a -"]],
    ["parameters and descriptions are no methods", { "/a": { parameters: [], summary: "s", get: {} } }, ["GET /a -"]],
    ["names of parameters are made fit", { "/a/{user id}": { get: {} } }, ["GET /a/{user_id} -"]],
    ["extensions are nobody's paths", { "x-internal": {}, "/a": { "x-y": {}, put: {} } }, ["PUT /a -"]],
  ] as const)("%s", (_what, paths, expected) => expect(lines(documentOf(paths as Json))).toEqual(expected));

  it("follows references within the document, through several", () => {
    const components = { pathItems: { a: { $ref: "#/components/pathItems/b~1c" }, "b/c": { get: {} } } };
    expect(lines(documentOf({ "/a": { $ref: "#/components/pathItems/a" } }, { components }))).toEqual(["GET /a -"]);
  });

  it.each([
    ["a parameter in part of a segment", { "/a.{ext}": { get: {} } }, "#/paths/~1a.{ext}", /whole segments/],
    ["no slash at the beginning", { a: { get: {} } }, "#/paths/a", /start with a slash/],
    ["another document", { "/a": { $ref: "https://example.com/a.yaml" } }, "#/paths/~1a", /nothing is fetched/],
    ["a circle", { "/a": { $ref: "#/paths/~1b" }, "/b": { $ref: "#/paths/~1a" } }, "#/paths/~1a", /circle/],
    ["nothing", { "/a": { $ref: "#/components/none" } }, "#/paths/~1a", /does not hold/],
    ["TRACE", { "/a": { trace: {} } }, "#/paths/~1a/trace", /TRACE/],
    ["an operation that is no object", { "/a": { get: 7 } }, "#/paths/~1a/get", /no object/],
  ])("%s is left out, and its place is named", (_what, paths, place, text) => {
    const { operations, remarks } = read(documentOf(paths as unknown as Json));
    expect(operations).toEqual([]);
    expect(remarks[0]).toEqual({ place, text: expect.stringMatching(text) });
  });
});

describe("permissions", () => {
  const secured = (security: Json) => documentOf({ "/a": { get: { security } } });
  it.each([
    [[{ oauth: ["orders:read"] }], null, "orders:read"],
    [[{ oauth: ["read"] }, { other: ["read"] }], null, "read"],
    [[{ oauth: [] }], null, "-"],
    [[], null, "-"],
    [[{ oauth: ["a", "b"] }], null, "-"],
    [[{ oauth: ["a"] }, { oauth: ["b"] }], null, "-"],
    [[{ oauth: ["a"] }, {}], null, "-"],
    [[{ oauth: ["fly"] }], ["read", "write"], "-"],
    [[{ oauth: ["read"] }], ["read", "write"], "read"],
    [[{ oauth: ["has space"] }], null, "-"],
  ])("%j with the names %j asks for %s", (security, names, expected) => {
    expect(lines(secured(security as Json), names)).toEqual([`GET /a ${expected}`]);
  });

  it("are the document's where an operation has none of its own", () => {
    const document = documentOf({ "/a": { get: {}, post: { security: [] } } }, { security: [{ oauth: ["read"] }] });
    expect(lines(document)).toEqual(["GET /a read", "POST /a -"]);
  });
});

describe("documents", () => {
  const deep = (levels: number): Json => (levels === 0 ? 1 : [deep(levels - 1)]);
  it.each([
    ["a text", "text", "#"],
    ["Swagger 2", { swagger: "2.0", paths: {} }, "#/swagger"],
    ["no version", { paths: {} }, "#/openapi"],
    ["a version that is a number", { openapi: 3.1, paths: {} }, "#/openapi"],
    ["version 4", { openapi: "4.0.0", paths: {} }, "#/openapi"],
    ["no paths", { openapi: "3.0.3" }, "#/paths"],
    ["nesting without end", { openapi: "3.0.3", paths: {}, "x-deep": deep(200) }, "#"],
  ])("%s is none", (_what, document, place) => {
    expect(readOpenApi(document as Json, null)).toMatchObject({ fault: { place } });
  });

  it("that contain themselves are none", () => {
    const document: Record<string, unknown> = { openapi: "3.0.3", paths: {} };
    document.self = document;
    expect(readOpenApi(document as Json, null)).toMatchObject({ fault: { place: "#" } });
  });

  it.each([
    [[{ url: "https://api.example.com/v1/" }], "/v1"],
    [[{ url: "/v2" }], "/v2"],
    [[{ url: "https://api.example.com" }], ""],
    [[{ url: "https://{host}/v1" }], "/v1"],
    [[{ url: "https://api.example.com/{stage}" }], ""],
    [undefined, ""],
  ])("%j has the base path %j", (servers, basePath) => {
    expect(read(documentOf({}, servers === undefined ? {} : { servers })).basePath).toBe(basePath);
  });
});
