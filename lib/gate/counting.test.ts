// Promises of counting: each request of a known caller is one record by whatever entrance, before its upstream is called; strangers are none.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { createHasher } from "@/lib/adapters/system/hasher";
import { type Api, DEFAULT_SETTINGS, SERVICE_SLUG } from "@/lib/core/catalogue";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { standard } from "@/lib/core/dialects/standard";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import type { Answer, RawRequest } from "@/lib/core/http";
import type { KeyRecord } from "@/lib/core/key-record";
import type { RequestContext } from "@/lib/core/published";
import type { UsageSink } from "@/lib/ports/usage-ports";
import { createGate, type WholeWorld } from "./create-gate";
import { createUpstreams, type Upstreams } from "./gateway/upstreams";
import { VERIFY_ENDPOINT } from "./verify/answer-verify";

const NOTHING = { hosts: [], endpoints: [], plans: {}, settings: DEFAULT_SETTINGS, holdsForeignSecrets: true };
const PLAN = { name: "default", windows: [{ limit: 3, seconds: 60 }], quota: null, allowTokens: true, endpoints: null };
const GUARDED = {
  ...NOTHING,
  dialect: standard,
  endpoints: [
    { path: "/v1/models", methods: ["GET"], permission: "read", cost: 2 },
    { path: "/v1/admin", methods: ["GET"], permission: "admin", cost: 1 },
    { path: "/status/{code}", methods: ["GET"], permission: null, cost: 1 },
  ],
  plans: { default: PLAN },
};
const SAMPLE: Api = { ...GUARDED, id: "sample-api", slug: "sample", name: "Sample", upstream: "sample" };
const OPEN: Api = { ...NOTHING, dialect: standard, id: "open-api", slug: "open", name: "Open", upstream: "sample" };
const SERVICE: Api = {
  ...NOTHING,
  dialect: keyfuseService,
  id: "service-api",
  slug: SERVICE_SLUG,
  name: "Service",
  upstream: null,
  endpoints: [VERIFY_ENDPOINT],
};

const hasher = createHasher(randomBytes(32));
const secretOf = (name: string) => `secret-of-${name}-0123456789`;

function record(api: Api, name: string, change: Partial<KeyRecord> = {}): [string, KeyRecord] {
  const whole: KeyRecord = {
    kind: "key",
    id: name,
    publicId: `key_${name}`,
    apiId: api.id,
    planName: "default",
    tenantId: "tenant",
    accountId: null,
    name,
    permissions: ["read"],
    endpoints: {},
    ipAllowList: [],
    metadata: {},
    keyManager: false,
    expiresAtMs: null,
    pausedAtMs: null,
    revokedAtMs: null,
    version: { id: "v1", retiresAtMs: null },
    ...change,
  };
  return [hasher.fingerprint(api.id, secretOf(name)), whole];
}

let upstreams: Upstreams;
let upstreamUrl = "";
let recorded: string[] = [];
let canCount = true;
let world: WholeWorld;
const upstream = createServer((request, response) => {
  recorded.push("upstream called");
  response.statusCode = Number(/\/status\/(\d+)/.exec(request.url ?? "")?.[1] ?? 200);
  response.end("body");
});

const sink: UsageSink = {
  get canCount() {
    return canCount;
  },
  admit: ({ caller, endpoint, method, cost, tenantId }) => {
    recorded.push(`admitted ${caller} ${tenantId} ${method} ${endpoint} cost ${cost}`);
    return { finish: ({ status, bytes, isAborted }) => void recorded.push(`finished ${status}xx ${bytes}${isAborted ? " aborted" : ""}`) };
  },
  serve: ({ caller, endpoint, method, cost }, { status }) =>
    void recorded.push(`served ${caller} ${method} ${endpoint} cost ${cost} ${status}xx`),
  refuse: ({ caller, endpoint, method }, reason, status) =>
    void recorded.push(`refused ${caller} ${method} ${endpoint} ${reason} ${status}`),
  whenSafe: (act) => {
    recorded.push("safe");
    act();
  },
};

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const options = { allowPrivate: [], allowLoopback: true, clock: { nowMs: () => Date.now() } };
  upstreams = createUpstreams({ ...options, signingSecret: () => null, upstreamHeaders: () => [] });
});
afterAll(async () => {
  await upstreams.close();
  upstream.close();
});
beforeEach(() => {
  recorded = [];
  canCount = true;
  const proxied: Api = { ...GUARDED, id: "proxied-api", slug: "proxied", name: "Proxied", upstream: upstreamUrl };
  const dead: Api = { ...proxied, id: "dead-api", slug: "dead", upstream: "http://127.0.0.1:1" };
  const apis = [SAMPLE, OPEN, SERVICE, proxied, dead];
  const keys = new Map([
    ...apis
      .slice(0, 2)
      .concat(apis.slice(3))
      .map((api) => record(api, `user-${api.slug}`)),
    record(SAMPLE, "revoked", { revokedAtMs: 1 }),
    record(SERVICE, "backend", { permissions: ["keys:verify"] }),
    record(SERVICE, "weak", { permissions: [] }),
  ]);
  const limiter = createEmbeddedLimiter();
  world = {
    decider: {
      ports: {
        clock: { nowMs: () => Date.now() },
        hasher,
        keys: { find: (_, fingerprint) => keys.get(fingerprint) ?? null },
        limiter,
        tokens: { verify: () => "invalid_token" },
        revocations: { judge: () => "good" },
        uses: { note: () => {} },
        usage: sink,
        refusals: { note: ({ apiId, reason, status }) => void recorded.push(`stranger ${apiId} ${reason} ${status}xx`) },
      },
      endpointsOf: (api) => indexEndpoints(api.endpoints),
      requireHttps: "off",
      failures: limiter,
      failuresPerMinute: 0,
    },
    apis: () => apis,
    findApi: (slug) => apis.find((api) => api.slug === slug) ?? null,
    supportUrl: null,
    reportFault: (_, fault) => void recorded.push(`fault ${String(fault)}`),
    upstreams,
    operations: [],
    // No request of these tests manages anything.
    manage: null as unknown as WholeWorld["manage"],
    publicUrl: null,
  };
});

function requestOf(method: string, path: string, secret: string, body = ""): RawRequest {
  return {
    method,
    target: path,
    headers: [
      ["Authorization", `Bearer ${secret}`],
      ["Content-Type", "application/json"],
    ],
    peer: "203.0.113.7",
    scheme: "http",
    isLocal: true,
    signal: new AbortController().signal,
    async *body() {
      if (body !== "") yield Buffer.from(body);
    },
  };
}

async function ask(api: string, method: string, path: string, name: string, body?: unknown): Promise<Answer> {
  const context: RequestContext = {
    requestId: "req_1",
    peer: "203.0.113.7",
    scheme: "http",
    isLocal: true,
    hasRawCase: true,
    api,
    path,
  };
  const answer = await createGate(world).answer(
    requestOf(method, path, secretOf(name), body === undefined ? "" : JSON.stringify(body)),
    context,
  );
  answer.onEnd?.({ sentBytes: 4, aborted: false });
  return answer;
}

describe("gateway", () => {
  test("admitted, then safe, then the upstream is called, then finished with the status that left", async () => {
    expect((await ask("proxied", "GET", "/v1/models", "user-proxied")).status).toBe(200);
    expect(recorded).toEqual(["admitted user-proxied tenant GET /v1/models cost 2", "safe", "upstream called", "finished 2xx 4"]);
  });

  test.each([
    ["proxied", "/status/404", ["admitted user-proxied tenant GET /status/{code} cost 1", "safe", "upstream called", "finished 4xx 4"]],
    ["dead", "/status/200", ["admitted user-dead tenant GET /status/{code} cost 1", "safe", "finished 5xx 4"]],
    ["sample", "/v1/models", ["served user-sample GET /v1/models cost 2 2xx"]],
    ["open", "/v1/models", ["served user-open GET (unmatched) cost 1 2xx"]],
    ["open", "/nowhere", ["served user-open GET (unmatched) cost 1 4xx"]],
    ["sample", "/nowhere", ["refused user-sample GET (unmatched) not_found 404"]],
    ["sample", "/v1/admin", ["refused user-sample GET /v1/admin missing_permission 403"]],
  ])("%s %s", async (api, path, expected) => {
    await ask(api, "GET", path, `user-${api}`);
    expect(recorded).toEqual(expected);
  });

  test("a full window is a refusal and calls nobody; so is a revoked key", async () => {
    await ask("sample", "GET", "/v1/models", "user-sample");
    expect((await ask("sample", "GET", "/v1/models", "user-sample")).status).toBe(429);
    expect((await ask("sample", "GET", "/v1/models", "revoked")).status).toBe(401);
    expect(recorded.slice(1)).toEqual([
      "refused user-sample GET /v1/models rate_limited 429",
      "refused revoked GET /v1/models revoked 401",
    ]);
  });

  test("a stranger is counted for nobody", async () => {
    await ask("sample", "GET", "/v1/models", "nobody");
    expect(recorded).toEqual([expect.stringMatching(/^stranger sample-api \w+ 4xx$/)]);
  });

  test("a method that nobody registered is counted under one name, whatever clients invent", async () => {
    await ask("open", "BREW", "/v1/models", "user-open");
    expect(recorded).toEqual(["served user-open other (unmatched) cost 1 4xx"]);
  });

  test("what cannot be counted is asked to come again before anything is taken, in the dialect and uncounted", async () => {
    canCount = false;
    for (let index = 0; index < 5; index++) {
      const answer = await ask("sample", "GET", "/v1/models", "user-sample");
      expect(answer.status).toBe(503);
      expect(answer.headers).toContainEqual(["retry-after", "1"]);
    }
    expect((await ask("sample", "GET", "/v1/models", "nobody")).status).toBe(401);
    expect(recorded.filter((line) => !line.startsWith("stranger"))).toEqual([]);
    canCount = true;
    expect((await ask("sample", "GET", "/v1/models", "user-sample")).status).toBe(200);
  });
});

describe("verify counts once, for the key that was shown", () => {
  const shown = (name: string, more: object = {}) => ({ key: secretOf(name), api: "sample", ...more });

  test.each<[string, string, object, string[]]>([
    ["valid", "backend", shown("user-sample"), ["served user-sample   cost 1 2xx"]],
    [
      "valid for an endpoint",
      "backend",
      shown("user-sample", { method: "GET", path: "/v1/models" }),
      ["served user-sample GET /v1/models cost 2 2xx"],
    ],
    ["its own cost", "backend", shown("user-sample", { cost: 3 }), ["served user-sample   cost 3 2xx"]],
    [
      "not permitted",
      "backend",
      shown("user-sample", { method: "GET", path: "/v1/admin" }),
      ["refused user-sample GET /v1/admin missing_permission 200"],
    ],
    ["revoked", "backend", shown("revoked"), ["refused revoked   revoked 200"]],
    ["unknown", "backend", shown("nobody"), ["stranger sample-api unknown 2xx"]],
    ["of no API", "backend", { key: secretOf("nobody") }, ["stranger service-api unknown 2xx"]],
    ["a bad body", "backend", { nothing: 1 }, ["refused backend POST /v1/verify bad_request 400"]],
    ["a weak asker", "weak", shown("user-sample"), ["refused weak POST /v1/verify missing_permission 403"]],
    ["a strange asker", "nobody", shown("user-sample"), ["stranger service-api unknown 4xx"]],
  ])("%s", async (_, asker, body, expected) => {
    await ask(SERVICE_SLUG, "POST", "/v1/verify", asker, body);
    expect(recorded.map((line) => line.replace(/wrong_prefix|wrong_format|bad_checksum/, "unknown"))).toEqual(expected);
  });

  test("that nothing can be counted says nothing about the key: 503, and no verdict", async () => {
    canCount = false;
    const answer = await ask(SERVICE_SLUG, "POST", "/v1/verify", "backend", shown("user-sample"));
    expect(answer.status).toBe(503);
    expect(recorded).toEqual([]);
  });
});
