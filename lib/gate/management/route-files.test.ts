// The management API's operations, its route files, its catalogue entry and its document are one list.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { buildDocument } from "@/lib/core/openapi/build-document";
import { documentedApi } from "@/lib/gate/reference/documented-api";
import { FIRST_APIS } from "@/scripts/services/catalogue-apis";
import { MANAGEMENT_ENDPOINTS, MANAGEMENT_OPERATIONS } from "./operations";

const ROOT = fileURLToPath(new URL("../../../app/", import.meta.url));
const MOUNTED = /^export const (GET|POST|PUT|PATCH|DELETE) = withKey\((\w+)\);$/gm;

/** Where operations stand. Whatever lies below these roots is one, but for the two files named next. */
const ROOTS = ["api/", "oauth2/", ".well-known/"];
/** The sign-in of the console, and what answers for every other path. */
const OTHERS = ["api/auth/[...nextauth]/route.ts", "api/[...path]/route.ts"];

const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("/route.ts"));
const routeFiles = files
  .filter((path) => ROOTS.some((root) => path.startsWith(root)) && !OTHERS.includes(path))
  .map((path) => ({
    template: `/${path.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`,
    text: readFileSync(ROOT + path, "utf8"),
  }));

const mounted = routeFiles.flatMap(({ template, text }) => [...text.matchAll(MOUNTED)].map(([, method]) => `${method} ${template}`));
const operations = MANAGEMENT_OPERATIONS.map(({ method, template }) => `${method} ${template}`);

test("each operation has exactly one route file, and each route file its operation", () => {
  expect(mounted.length).toBeGreaterThan(20);
  expect([...mounted].sort()).toEqual([...operations].sort());
  expect(new Set(operations).size).toBe(operations.length);
});

test("no route file elsewhere mounts an operation, and one that does exports nothing else", () => {
  for (const path of files.filter((file) => OTHERS.includes(file) || !ROOTS.some((root) => file.startsWith(root)))) {
    expect(readFileSync(ROOT + path, "utf8"), path).not.toMatch(MOUNTED);
  }
  for (const { template, text } of routeFiles) {
    expect(text.match(/^export /gm)?.length, template).toBe([...text.matchAll(MOUNTED)].length);
  }
});

test("the catalogue registers each operation once, under its own template and method", () => {
  const registered = MANAGEMENT_ENDPOINTS.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
  expect(registered.sort()).toEqual([...operations].sort());
});

test("each operation stands in the document under its own id, and the document holds no other", () => {
  const api = FIRST_APIS.find(({ slug }) => slug === MANAGEMENT_SLUG)!;
  const { paths } = buildDocument(documentedApi(api, { origins: ["https://keys.acme.test"], supportUrl: null }));
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  );
  expect(documented.sort()).toEqual(MANAGEMENT_OPERATIONS.map(({ method, template, facts }) => `${method} ${template} ${facts.id}`).sort());
});
