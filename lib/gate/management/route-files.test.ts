// The management API's operations, its route files and its document are one list.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { buildDocument } from "@/lib/core/openapi/build-document";
import { documentedApi } from "@/lib/gate/reference/documented-api";
import { FIRST_APIS } from "@/scripts/services/catalogue-apis";
import { MANAGEMENT_OPERATIONS } from "./operations";

const APP = fileURLToPath(new URL("../../../app/", import.meta.url));
/** Where the management API stands. */
const ROOTS = ["api", "oauth2", ".well-known"];
const MOUNTED = /^export const (GET|POST|PUT|PATCH|DELETE) = withKey\((\w+)\);$/gm;

/** Route files for single operations; the others are the sign-in's and the catch-all that answers for the rest. */
const routeFiles = ROOTS.filter((root) => existsSync(APP + root))
  .flatMap((root) => readdirSync(APP + root, { recursive: true, encoding: "utf8" }).map((path) => `${root}/${path}`))
  .filter((path) => path.endsWith("/route.ts"))
  .filter((path) => !path.startsWith("api/auth/") && !path.startsWith("api/[...path]/"))
  .map((path) => ({
    template: `/${path.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`,
    text: readFileSync(APP + path, "utf8"),
  }));

const mounted = routeFiles.flatMap(({ template, text }) => [...text.matchAll(MOUNTED)].map(([, method]) => `${method} ${template}`));
const operations = MANAGEMENT_OPERATIONS.map(({ method, template }) => `${method} ${template}`);

test("each operation has its route file, and each route file its operation", () => {
  expect(mounted.length).toBeGreaterThan(10);
  expect([...mounted].sort()).toEqual([...operations].sort());
});

test("a route file exports nothing but operations", () => {
  for (const { template, text } of routeFiles) {
    expect(text.match(/^export /gm)?.length, template).toBe([...text.matchAll(MOUNTED)].length);
  }
});

test("each operation stands in the document under its own id, and the document holds no other", () => {
  const api = FIRST_APIS.find(({ slug }) => slug === MANAGEMENT_SLUG)!;
  const { paths } = buildDocument(documentedApi(api, { origins: ["https://keys.acme.test"], supportUrl: null }));
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  );
  expect(documented.sort()).toEqual(MANAGEMENT_OPERATIONS.map(({ method, template, facts }) => `${method} ${template} ${facts.id}`).sort());
});
