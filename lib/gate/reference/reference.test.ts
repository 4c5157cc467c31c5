// Promises of the OpenAPI documents: valid for every API, equal to what the gate serves, with nothing in them that is nobody's business.
import spectralCore, { type RulesetDefinition } from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { buildDocument } from "@/lib/core/openapi/build-document";
import type { OpenApiDocument, OperationObject } from "@/lib/core/openapi/document";
import { apiWith, FIRST_APIS, ODD_APIS } from "@/scripts/services/catalogue-apis";
import { documentedApi } from "./documented-api";

const ORIGIN = "https://keys.acme.test";
const APIS = [...FIRST_APIS, ...ODD_APIS];

function documentOf(api: Api, supportUrl: string | null = null): OpenApiDocument {
  return buildDocument(documentedApi(api, { origins: [ORIGIN], supportUrl }));
}

function documentNamed(slug: string): OpenApiDocument {
  return documentOf(APIS.find((api) => api.slug === slug)!);
}

function operationsOf(document: OpenApiDocument): (readonly [place: string, operation: OperationObject])[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
}

function resolve(document: OpenApiDocument, pointer: string): unknown {
  const steps = pointer.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}

/** Every value under a name, anywhere in the document. */
function collect(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name ? [inner] : []).concat(collect(inner, name) as never[]));
}

const ruleset: RulesetDefinition = { extends: [[rulesets.oas as RulesetDefinition, "all"]] };

/** What the rules ask for and a document of somebody else's API cannot say: whose it is, and under which licence. */
const UNKNOWABLE = ["info-contact", "info-license", "license-url", "tag-description"];

describe.each(APIS.map((api) => [api.slug, api] as const))("%s", (_, api) => {
  const document = documentOf(api);
  const operations = operationsOf(document);

  test("passes every rule of Spectral for OpenAPI", async () => {
    const spectral = new spectralCore.Spectral();
    spectral.setRuleset(ruleset);
    const found = await spectral.run(JSON.parse(JSON.stringify(document)));
    const told = found.filter(({ code }) => !UNKNOWABLE.includes(String(code)));
    expect(told.map(({ code, message, path }) => `${code}: ${message} (${path.join(".")})`)).toEqual([]);
    // The management API's document is large.
  }, 60_000);

  test("has an operation for each endpoint and method, and no other", () => {
    const index = indexEndpoints(api.endpoints);
    const registered = new Set(
      api.endpoints.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path.replace(/\{[^}]*\}/g, "{}")}`)),
    );
    const documented = operations.map(([place]) => place.replace(/\{[^}]*\}/g, "{}"));
    if (index.hasEndpoints) expect([...documented].sort()).toEqual([...registered].sort());
    expect(documented.length).toBeGreaterThan(0);
  });

  test("names each operation once", () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("points only to what is there", () => {
    const pointers = collect(document, "$ref") as string[];
    expect(pointers.length).toBeGreaterThan(0);
    for (const pointer of pointers) expect(resolve(document, pointer), pointer).toBeDefined();
    for (const [place, { security }] of operations) {
      for (const name of security.flatMap(Object.keys)) expect(document.components.securitySchemes, place).toHaveProperty([name]);
    }
  });

  test("shows examples that its own schemas accept", () => {
    const contents = collect(document, "application/json") as {
      schema: object;
      example?: unknown;
      examples?: Record<string, { value: unknown }>;
    }[];
    let judged = 0;
    for (const { schema, example, examples } of contents) {
      const shared = JSON.parse(JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"));
      const own = JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"));
      const judge = z.fromJSONSchema({ ...own, $defs: shared });
      const shown = [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map(({ value }) => value)];
      for (const value of shown) {
        expect(judge.safeParse(value), JSON.stringify(value)).toMatchObject({ success: true });
        judged += 1;
      }
    }
    expect(judged).toBeGreaterThan(5);
  });

  test("answers every operation that needs a credential with 401, in the dialect's words", () => {
    for (const [place, { security, responses }] of operations) {
      if (security.length > 0) expect(responses, place).toHaveProperty("401");
      expect(
        Object.keys(responses).some((status) => status.startsWith("2")),
        place,
      ).toBe(true);
    }
  });

  test("tells neither upstream nor ids", () => {
    const text = JSON.stringify(document);
    expect(text).not.toContain("10.9.8.7");
    expect(text).not.toContain(api.id);
  });
});

test("the documents say what the dialects are: carriers as security schemes", () => {
  const schemes = (slug: string) =>
    Object.values(documentNamed(slug).components.securitySchemes).map((scheme) =>
      scheme.type === "http" ? `${scheme.type} ${scheme.scheme}` : `${scheme.type} ${scheme.in} ${scheme.name}`,
    );
  expect(schemes("fusion-ai")).toEqual(["http bearer"]);
  expect(schemes("standard")).toEqual(["http bearer"]);
  expect(schemes("infuzu")).toEqual(["apiKey header Infuzu-API-Key", "apiKey header X-Infuzu-API-Key", "http bearer"]);
  expect(schemes("cryptofuse")).toEqual(["apiKey header X-API-Key", "http bearer"]);
  expect(schemes(MANAGEMENT_SLUG)).toEqual(["http bearer", "apiKey header Authorization", "apiKey cookie access_token"]);
  expect(schemes("lenient")).toContain("apiKey header Bearer");
  expect(schemes("custom")).toEqual(["apiKey header X-Token", "apiKey header X~Token!", "apiKey cookie session"]);
});

test("infuzu: each of three carriers alone opens an operation", () => {
  expect(documentNamed("infuzu").paths["/v1/models"]?.get?.security).toEqual([
    { "Infuzu-API-Key": [] },
    { "X-Infuzu-API-Key": [] },
    { BearerAuth: [] },
  ]);
});

test("cryptofuse: a token opens nothing under /v0/", () => {
  const { paths } = documentNamed("cryptofuse");
  expect(paths["/v0/payments"]?.get?.security).toEqual([{ "X-API-Key": [] }]);
  expect(paths["/v1/models"]?.get?.security).toEqual([{ "X-API-Key": [] }, { BearerAuth: [] }]);
});

test("management: a key opens everything, a token its own user, and health needs nothing", () => {
  const { paths } = documentNamed(MANAGEMENT_SLUG);
  expect(paths["/api/user/{userId}"]?.get?.security).toEqual([{ Authorization: [] }]);
  expect(paths["/api/user"]?.get?.security).toContainEqual({ BearerAuth: [] });
  expect(paths["/api/health"]?.get?.security).toEqual([]);
  expect(Object.keys(paths["/api/health"]?.get?.responses ?? {})).toEqual(["200", "500"]);
});

test("every refusal of a dialect is an example, rendered by the gate's own function", () => {
  const { responses } = documentNamed("standard").components;
  expect(responses.Refused401?.content?.["application/json"]?.examples?.missing?.value).toEqual({
    success: false,
    error: { code: "MISSING_API_KEY", message: "API key is required", details: { header: "Authorization" } },
  });
  expect(responses.Refused429?.headers).toHaveProperty("Retry-After");
  expect(documentNamed(MANAGEMENT_SLUG).components.responses.Refused401).not.toHaveProperty("content");
  expect(documentNamed(MANAGEMENT_SLUG).components.responses.Refused400?.content?.["application/json"]?.examples).toHaveProperty(
    "tenant_id_required",
  );
});

test("a refusal names the support address of the instance", () => {
  const api = FIRST_APIS.find(({ slug }) => slug === "standard")!;
  expect(JSON.stringify(documentOf(api, "https://help.acme.test"))).toContain("Contact support: https://help.acme.test");
});

test("plans, permissions and costs are told in words, and people's names cannot become Markdown", () => {
  const { info, paths } = documentNamed("custom");
  expect(info.description).toContain("| small | 10 in any minute, 1000 in a calendar month |");
  expect(info.description).toContain("| o\\|dd | 3 in any 7 seconds, 9 in all |");
  expect(info.description).not.toContain("<b>");
  expect(paths["/a/b"]?.get?.description).toContain("Needs the permission `read` (`admin` opens it, too).");
  expect(paths["/a-b"]?.get?.description).toContain("Needs the permission `read`");
  expect(paths["/a-b"]?.get?.description).toContain("Counts as 7 requests.");
});

test("servers: the gateway first, then the API's own names by the same scheme and port", () => {
  expect(documentNamed("custom").servers.map(({ url }) => url)).toEqual([
    `${ORIGIN}/gateway/custom`,
    "https://api.acme.example",
    "https://acme.example",
  ]);
  const api = apiWith("x", ODD_APIS[0]!.dialect, { hosts: ["x.test"] });
  const { servers } = buildDocument(documentedApi(api, { origins: ["http://127.0.0.1:3000"], supportUrl: null }));
  expect(servers.map(({ url }) => url)).toEqual(["http://127.0.0.1:3000/gateway/x", "http://x.test:3000"]);
});

test("parameters that only their names tell apart are one path, and two of one name are told apart", () => {
  const { paths } = documentNamed("custom");
  expect(Object.keys(paths["/a/{x}"] ?? {}).sort()).toEqual(["delete", "get", "post"]);
  expect(paths["/a/{id}/b/{id2}"]).toBeDefined();
});
