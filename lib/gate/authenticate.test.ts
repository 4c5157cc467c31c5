// Promises of the decision: its order, what spends and what does not, and that a flawed key costs no look-up.
import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { createHasher } from "@/lib/adapters/system/hasher";
import { type Api, DEFAULT_SETTINGS, type Plan } from "@/lib/core/catalogue";
import type { Attempt, Decision } from "@/lib/core/decision";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { standard } from "@/lib/core/dialects/standard";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import type { KeyRecord } from "@/lib/core/key-record";
import { mintSecret } from "@/lib/core/secrets/key-shape";
import type { Limiter, UsedKey } from "@/lib/ports/gate-ports";
import { UNCOUNTED } from "@/lib/ports/uncounted";
import { authenticate } from "./authenticate";
import type { Decider } from "./decider";

const PLAN: Plan = { name: "default", windows: [{ limit: 2, seconds: 60 }], quota: null, allowTokens: true, endpoints: null };
const API: Api = {
  id: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
  slug: "standard",
  name: "Standard",
  dialect: standard,
  upstream: "sample",
  hosts: [],
  endpoints: [
    { path: "/v1/generate", methods: ["POST"], permission: "read", cost: 1 },
    { path: "/v1/resources", methods: ["POST", "PUT"], permission: "write", cost: 1 },
  ],
  plans: { default: PLAN },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};
const RECORD: KeyRecord = {
  kind: "key",
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  publicId: "key_0000000001",
  apiId: API.id,
  planName: "default",
  tenantId: null,
  accountId: "organisation",
  name: "ci",
  permissions: ["read"],
  endpoints: {},
  ipAllowList: [],
  metadata: {},
  keyManager: false,
  expiresAtMs: null,
  pausedAtMs: null,
  revokedAtMs: null,
  version: { id: "v1", retiresAtMs: null },
};
const START_MS = 1_700_000_000_000;

const hasher = createHasher(randomBytes(32));
const secret = mintSecret(standard.keyShape, randomBytes).reveal();
let nowMs = START_MS;
let lookups = 0;
let stored: KeyRecord | null = RECORD;
const uses: [key: UsedKey, atMs: number, address: string | null, agent: string | null][] = [];
let decider: Decider;

beforeEach(() => {
  nowMs = START_MS;
  lookups = 0;
  stored = RECORD;
  uses.length = 0;
  const fingerprint = hasher.fingerprint(API.id, secret);
  decider = {
    ports: {
      clock: { nowMs: () => nowMs },
      hasher,
      keys: {
        find: (apiId, presented) => {
          lookups += 1;
          return apiId === API.id && presented === fingerprint ? stored : null;
        },
      },
      limiter: createEmbeddedLimiter(),
      tokens: { verify: () => "invalid_token" },
      revocations: { judge: () => "good" },
      uses: { note: (...use) => uses.push(use) },
      ...UNCOUNTED,
    },
    endpointsOf: (api) => indexEndpoints(api.endpoints),
    requireHttps: "auto",
    failures: createEmbeddedLimiter(),
    failuresPerMinute: 3,
  };
});

async function decide(change: Partial<Attempt> = {}, presented = secret): Promise<Decision> {
  const attempt: Attempt = {
    requestId: "req_1",
    api: API,
    method: "POST",
    path: "/v1/generate",
    tenantId: null,
    headers: [["authorization", `Bearer ${presented}`]],
    peer: "127.0.0.1",
    scheme: "http",
    isLocal: true,
    hasRawCase: true,
    ...change,
  };
  return authenticate(attempt, decider);
}

const codeOf = (decision: Decision) => (decision.outcome === "deny" ? decision.denial.code : "allow");

test("a good key is allowed and its windows are told", async () => {
  const decision = await decide();
  expect(decision).toMatchObject({ outcome: "allow", caller: { publicId: "key_0000000001" }, limit: [{ name: "minute", remaining: 1 }] });
});

test("exactly n pass, then 429 whose Retry-After is tight both ways", async () => {
  expect([codeOf(await decide()), codeOf(await decide())]).toEqual(["allow", "allow"]);
  nowMs += 1500;
  const refused = await decide();
  expect(refused).toMatchObject({ denial: { code: "rate_limited", facts: { limit: 2, window: "minute", retryAfter: 59 } } });
  nowMs += 57_000;
  expect(codeOf(await decide())).toBe("rate_limited");
  nowMs += 2000;
  expect(codeOf(await decide())).toBe("allow");
});

test("what authentication refuses spends nothing", async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(codeOf(await decide({ path: "/v1/resources" }))).toBe("missing_permission");
    expect(codeOf(await decide({ path: "/v1/nowhere" }))).toBe("not_found");
    expect(codeOf(await decide({ method: "GET" }))).toBe("method_not_allowed");
  }
  expect(await decide()).toMatchObject({ outcome: "allow", limit: [{ remaining: 1 }] });
});

describe("windows that callers share", () => {
  const one = [{ limit: 1, seconds: 60 }];
  const wide = { ...PLAN, windows: [{ limit: 100, seconds: 60 }] };
  const apiOf = (plan: Plan, windows: Api["settings"]["windows"] = []) => ({
    ...API,
    plans: { default: plan },
    settings: { ...API.settings, windows },
  });
  const other = { ...RECORD, id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a02", publicId: "key_0000000002" };
  const cases: readonly [string, Api, Partial<KeyRecord>, Partial<KeyRecord>][] = [
    ["account", apiOf({ ...wide, accountWindows: one }), { accountId: "a" }, { accountId: "b" }],
    ["tenant", apiOf({ ...wide, tenantWindows: one }), { tenantId: "a" }, { tenantId: "b" }],
    ["api", apiOf(wide, one), {}, {}],
  ];
  test.each(cases)(
    "two keys of one %s share its window; the refusal names that window and spends nothing",
    async (by, api, same, another) => {
      stored = { ...RECORD, ...same };
      expect(await decide({ api })).toMatchObject({
        outcome: "allow",
        limit: [{ name: "minute" }, { name: `${by}-minute`, remaining: 0 }],
      });
      stored = { ...other, ...same };
      const refused = await decide({ api });
      expect(refused).toMatchObject({ denial: { code: "rate_limited", facts: { limit: 1, window: "minute", retryAfter: 60 } } });
      expect(refused.limit[0]?.remaining).toBe(100);
      stored = { ...other, ...another };
      expect(codeOf(await decide({ api }))).toBe(by === "api" ? "rate_limited" : "allow");
    },
  );
  test("who has no account and no tenant is not counted under either", async () => {
    stored = { ...RECORD, accountId: null };
    const api = apiOf({ ...wide, accountWindows: one, tenantWindows: one });
    expect((await decide({ api })).limit.map(({ name }) => name)).toEqual(["minute"]);
  });
});

test("another secret of the same key goes on in its windows", async () => {
  const second = mintSecret(standard.keyShape, randomBytes).reveal();
  const prints = [secret, second].map((each) => hasher.fingerprint(API.id, each));
  decider = { ...decider, ports: { ...decider.ports, keys: { find: (_, presented) => (prints.includes(presented) ? RECORD : null) } } };
  expect([codeOf(await decide()), codeOf(await decide({}, second)), codeOf(await decide({}, second))]).toEqual([
    "allow",
    "allow",
    "rate_limited",
  ]);
});

test("a decision of this process alone says so, whether it allows or refuses", async () => {
  const { limiter } = decider.ports;
  const alone: Limiter = {
    ...limiter,
    take: async (...call) => ({ ...(await limiter.take(...call)), degraded: true }),
  };
  decider = { ...decider, ports: { ...decider.ports, limiter: alone } };
  const decisions = [await decide(), await decide(), await decide()];
  expect(decisions.map(({ outcome, degraded }) => [outcome, degraded])).toEqual([
    ["allow", true],
    ["allow", true],
    ["deny", true],
  ]);
});

describe("a flawed key", () => {
  const flawed = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  test("is refused without a look-up while the API holds no foreign secret", async () => {
    expect(codeOf(await decide({}, flawed))).toBe("bad_checksum");
    expect(codeOf(await decide({}, "elsewhere"))).toBe("wrong_prefix");
    expect(lookups).toBe(0);
  });
  test("is looked up once the API holds one, and keeps its hint", async () => {
    expect(codeOf(await decide({ api: { ...API, holdsForeignSecrets: true } }, flawed))).toBe("bad_checksum");
    expect(lookups).toBe(1);
  });
});

describe("the order of the checks: the earlier reason wins", () => {
  const all: Partial<KeyRecord> = {
    revokedAtMs: 1,
    pausedAtMs: 1,
    expiresAtMs: START_MS,
    ipAllowList: ["10.0.0.0/8"],
    tenantId: "a",
    permissions: [],
    endpoints: { "/v1/resources": ["POST"] },
  };
  const steps: readonly [Partial<KeyRecord>, string][] = [
    [{}, "revoked"],
    [{ revokedAtMs: null }, "paused"],
    [{ pausedAtMs: null }, "expired"],
    [{ expiresAtMs: START_MS + 1 }, "address_not_allowed"],
    [{ ipAllowList: ["127.0.0.0/8"] }, "wrong_tenant"],
    [{ tenantId: null }, "missing_permission"],
    [{ permissions: ["read"] }, "endpoint_not_granted"],
    [{ endpoints: {} }, "allow"],
  ];
  test("revoked, paused, expired, address, tenant, permission, endpoint", async () => {
    let record: KeyRecord = { ...RECORD, ...all };
    for (const [mended, expected] of steps) {
      record = { ...record, ...mended };
      stored = record;
      expect(codeOf(await decide({ tenantId: "b" }))).toBe(expected);
    }
  });
  test("transport and carriers come before everything", async () => {
    stored = { ...RECORD, revokedAtMs: 1 };
    const headers = [
      ["authorization", "Bearer a"],
      ["authorization", "Bearer b"],
    ] as const;
    expect(codeOf(await decide({ isLocal: false, headers }))).toBe("https_required");
    expect(codeOf(await decide({ headers }))).toBe("several");
    expect(codeOf(await decide({ headers: [] }))).toBe("missing");
    expect(lookups).toBe(0);
  });
});

test("an outage of the store rejects, so that the entrance can answer 503", async () => {
  const outage = new Error("the store cannot be asked");
  const broken: Decider = { ...decider, ports: { ...decider.ports, keys: { find: () => Promise.reject(outage) } } };
  decider = broken;
  await expect(decide()).rejects.toBe(outage);
});

test("an admitted request is the key's last use; a refused one is not, whatever the reason", async () => {
  const agent = ["User-Agent", "a".repeat(300)] as const;
  await decide({ peer: "198.51.100.7", scheme: "https", headers: [["authorization", `Bearer ${secret}`], agent] });
  nowMs += 10;
  await decide();
  const admitted = [
    [RECORD, START_MS, "198.51.100.7", "a".repeat(200)],
    [RECORD, START_MS + 10, "127.0.0.1", null],
  ];
  expect(uses).toEqual(admitted);
  expect(codeOf(await decide())).toBe("rate_limited");
  expect(codeOf(await decide({ path: "/v1/resources" }))).toBe("missing_permission");
  expect(codeOf(await decide({}, "elsewhere"))).toBe("wrong_prefix");
  stored = { ...RECORD, pausedAtMs: 1 };
  expect(codeOf(await decide())).toBe("paused");
  expect(uses).toEqual(admitted);
});

test("a token without a key has no last use", async () => {
  const api: Api = { ...API, dialect: fusionAi };
  const token = { issuer: "i", subject: "s", tokenId: null, issuedAtMs: null, expiresAtMs: START_MS, permissions: ["read"], claims: {} };
  decider = { ...decider, ports: { ...decider.ports, tokens: { verify: () => token } } };
  const headers = [["authorization", "Bearer a.b.c"]] as const;
  expect(codeOf(await decide({ api, headers }))).toBe("allow");
  expect(uses).toEqual([]);
});

describe("failed authentication", () => {
  const afar = { peer: "198.51.100.7", scheme: "https" } as const;
  test("beyond the limit failing requests wait, and a good key from there still passes", async () => {
    const wrong = { ...afar, headers: [["authorization", "Bearer nobody"]] } as const;
    for (let round = 0; round < 3; round += 1) expect(codeOf(await decide(wrong))).toBe("wrong_prefix");
    expect(await decide(wrong)).toMatchObject({ denial: { code: "too_many_failures", facts: { limit: 3, retryAfter: 60 } } });
    expect(codeOf(await decide(afar))).toBe("allow");
    expect(codeOf(await decide({ ...wrong, peer: "198.51.100.8" }))).toBe("wrong_prefix");
    nowMs += 60_000;
    expect(codeOf(await decide(wrong))).toBe("wrong_prefix");
  });
  test("a refusal of a good key is no failure", async () => {
    for (let round = 0; round < 5; round += 1) expect(codeOf(await decide({ ...afar, path: "/v1/resources" }))).toBe("missing_permission");
    expect(codeOf(await decide({ ...afar, headers: [] }))).toBe("missing");
  });
});
