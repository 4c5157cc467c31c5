import { describe, expect, test } from "vitest";
import { MANAGEMENT_OPERATIONS } from "@/lib/gate/management/operations";
import { type Api, DEFAULT_SETTINGS, MANAGEMENT_SLUG } from "./catalogue";
import { DIALECTS } from "./dialects/index";
import { type EdgeRequest, refuseEarly } from "./early-refusal";
import type { HeaderLine } from "./http";

function addressed(dialectName: string, path = "/v1/models", overrides: Partial<Api> = {}) {
  const dialect = DIALECTS[dialectName]!;
  const api: Api = {
    id: "1",
    slug: dialectName === "fusionauth" ? MANAGEMENT_SLUG : dialectName,
    name: dialectName,
    dialect,
    upstream: "sample",
    hosts: [],
    endpoints: [],
    plans: {},
    settings: DEFAULT_SETTINGS,
    holdsForeignSecrets: false,
    ...overrides,
  };
  return { api, path };
}

const local = (...headers: HeaderLine[]): EdgeRequest => ({ method: "GET", headers, scheme: "http", isLocal: true, hasRawCase: false });

describe("refused at the edge", () => {
  test.each<[string, string, HeaderLine[], string]>([
    ["no credential", "standard", [], "missing"],
    ["no credential", "fusionauth", [], "missing"],
    ["a comma-joined pair", "standard", [["authorization", "Bearer a, Bearer b"]], "several"],
    [
      "two carriers",
      "infuzu",
      [
        ["authorization", "Bearer a"],
        ["infuzu-api-key", "a"],
      ],
      "several",
    ],
    ["no scheme", "infuzu", [["authorization", "a"]], "malformed"],
    ["two spaces", "fusion-ai", [["authorization", "Bearer  a"]], "extra_spaces"],
  ])("%s (%s) → its code", (_, dialect, headers, code) => {
    expect(refuseEarly(local(...headers), addressed(dialect))?.code).toBe(code);
  });
});

const standard = DIALECTS.standard!;
const namingKeys = { ...standard, wording: { ...standard.wording, extra_spaces: standard.wording.unknown } };

test("a dialect to the letter is read where the wire's case is known", () => {
  const toTheLetter = addressed("infuzu", "/v1/models", { settings: { ...DEFAULT_SETTINGS, strictHeaderCase: true } });
  expect(refuseEarly({ ...local(["infuzu-api-key", "a"]), hasRawCase: true }, toTheLetter)?.code).toBe("missing");
  expect(refuseEarly({ ...local(["Infuzu-API-Key", "a"]), hasRawCase: true }, toTheLetter)).toBeNull();
});

describe("left to the gate", () => {
  test.each<[string, EdgeRequest, ReturnType<typeof addressed>]>([
    ["one credential, good or bad", local(["authorization", "Bearer a"]), addressed("standard")],
    ["a wording that names a key", local(["authorization", "Bearer a b"]), addressed("standard", "/v1/models", { dialect: namingKeys })],
    ["plain HTTP from elsewhere: transport comes first", { ...local(), isLocal: false }, addressed("standard")],
    [
      "a preflight",
      { ...local(["origin", "https://a.example"], ["access-control-request-method", "GET"]), method: "OPTIONS" },
      addressed("standard"),
    ],
    ["an open operation", local(["authorization", "a,b"]), addressed("fusionauth", "/api/health")],
    ["a client's own authentication", local(["authorization", "Basic a2V5OnNlY3JldA=="]), addressed("fusionauth", "/oauth2/token")],
    ["whatever is none of OAuth's endpoints", local(), addressed("fusionauth", "/oauth2/other")],
    ["a dialect to the letter", local(), addressed("infuzu", "/v1/models", { settings: { ...DEFAULT_SETTINGS, strictHeaderCase: true } })],
  ])("%s", (_, request, api) => {
    expect(refuseEarly(request, api)).toBeNull();
  });
});

test("every open operation of the management API is left to the gate", () => {
  const open = MANAGEMENT_OPERATIONS.filter(({ facts }) => facts.access === "open");
  expect(open.length).toBeGreaterThan(0);
  for (const { template, method } of open) {
    expect(refuseEarly({ ...local(), method }, addressed("fusionauth", template)), `${method} ${template}`).toBeNull();
  }
});
