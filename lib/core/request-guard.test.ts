import { describe, expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS, MANAGEMENT_SLUG } from "./catalogue";
import { DIALECTS } from "./dialects/index";
import type { HeaderLine } from "./http";
import {
  addressedPath,
  isReservedHeader,
  judgeHead,
  MAX_HEADER_CHARACTERS,
  MAX_HEADER_LINES,
  MAX_TARGET_CHARACTERS,
  withoutReservedHeaders,
} from "./request-guard";

function addressed(dialectName: string, path = "/v1/models", settings: Partial<Api["settings"]> = {}) {
  const dialect = DIALECTS[dialectName === MANAGEMENT_SLUG ? "fusionauth" : dialectName]!;
  const api: Api = {
    id: "1",
    slug: dialectName,
    name: dialectName,
    dialect,
    upstream: "sample",
    hosts: [],
    endpoints: [],
    plans: {},
    settings: { ...DEFAULT_SETTINGS, ...settings },
    holdsForeignSecrets: false,
  };
  return { api, path };
}

const get = (target: string, headers: HeaderLine[] = []) => ({ method: "GET", target, headers });

describe("refused by its head", () => {
  test.each([
    ["TRACE", "/"],
    ["CONNECT", "example.com:443"],
    ["OPTIONS", "*"],
    ["GET", "http://localhost/api/user"],
    ["GET", "/api/%ff"],
    ["GET", "/api//user"],
    ["GET", "/api/user?q=\u00e9"],
    ["GET", "/api/user?q=1#x"],
  ])("%s %s → bad_request, API or not", (method, target) => {
    expect(judgeHead({ method, target, headers: [] }, null)?.code).toBe("bad_request");
    expect(judgeHead({ method, target, headers: [] }, addressed("infuzu"))?.code).toBe("bad_request");
  });

  test("headers beyond 16,000 characters or 200 lines", () => {
    const long: HeaderLine[] = [["x", "a".repeat(MAX_HEADER_CHARACTERS - 1)]];
    expect(judgeHead(get("/", long), null)).toBeNull();
    expect(judgeHead(get("/", [...long, ["y", ""]]), null)?.code).toBe("bad_request");
    const many: HeaderLine[] = Array.from({ length: MAX_HEADER_LINES }, () => ["a", "b"]);
    expect(judgeHead(get("/", many), null)).toBeNull();
    expect(judgeHead(get("/", [...many, ["a", "b"]]), null)?.code).toBe("bad_request");
  });

  test("a target beyond 8,000 characters", () => {
    const longest = `/x?${"a".repeat(MAX_TARGET_CHARACTERS - 3)}`;
    expect(judgeHead(get(longest), null)).toBeNull();
    expect(judgeHead(get(`${longest}a`), null)?.code).toBe("bad_request");
  });

  test("the detail never repeats what was sent", () => {
    expect(judgeHead(get("/secret-value/%zz"), null)?.facts.detail).not.toContain("secret-value");
  });
});

describe("two lines of a credential header are several", () => {
  const twice = (name: string): HeaderLine[] => [
    [name, "a"],
    [name.toLowerCase(), "a"],
  ];
  test.each([
    ["fusion-ai", "Authorization"],
    ["standard", "Authorization"],
    ["infuzu", "Infuzu-API-Key"],
    ["infuzu", "X-Infuzu-API-Key"],
    ["infuzu", "Authorization"],
    ["cryptofuse", "X-API-Key"],
    ["fusionauth", "Authorization"],
  ])("%s: %s", (dialect, name) => {
    expect(judgeHead(get("/v1/models", twice(name)), addressed(dialect))?.code).toBe("several");
  });

  test.each([
    ["a header that is no carrier on this path", addressed("cryptofuse", "/v0/payments"), "Authorization"],
    ["a header that is no carrier of this API", addressed("fusionauth"), "Bearer"],
    ["another dialect's carrier", addressed("standard"), "X-API-Key"],
    ["a client's own authentication", addressed(MANAGEMENT_SLUG, "/oauth2/token"), "Authorization"],
    ["names that differ in case where case counts", addressed("infuzu", "/v1/models", { strictHeaderCase: true }), "Infuzu-API-Key"],
  ])("not %s", (_, api, name) => {
    expect(judgeHead(get("/v1/models", twice(name)), api)).toBeNull();
  });

  test("two tenant headers are a bad request", () => {
    expect(judgeHead(get("/api/user", twice("X-FusionAuth-TenantId")), addressed("fusionauth", "/api/user"))?.code).toBe("bad_request");
  });
});

describe("headers that only Keyfuse and Next may set", () => {
  test("a client's are dropped, the others stay in order", () => {
    const kept: HeaderLine[] = [
      ["Host", "localhost"],
      ["X-Key", "1"],
      ["x-keyfus", "2"],
    ];
    const spoofed: HeaderLine[] = [
      ["X-Keyfuse-Context", "0"],
      ["x-middleware-next", "1"],
      ["X-MIDDLEWARE-subrequest", "proxy"],
      ["x_keyfuse_key-id", "key_1"],
    ];
    expect(withoutReservedHeaders([spoofed[0]!, kept[0]!, spoofed[1]!, kept[1]!, spoofed[2]!, kept[2]!, spoofed[3]!])).toEqual(kept);
    expect(withoutReservedHeaders(kept)).toBe(kept);
    expect(isReservedHeader("host")).toBe(false);
  });
});

test.each([
  ["/a?b", "/a"],
  ["http://localhost:3000/gateway/x?y", "/gateway/x"],
  ["HTTPS://localhost", ""],
  ["*", "*"],
])("%s addresses %j", (target, path) => {
  expect(addressedPath(target)).toBe(path);
});
