// Each refusal names the check that decided, one sentence about what would have to change, and the place where that is changed.
import { describe, expect, it, test } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { DENIAL_CODES, type DenialCode } from "@/lib/core/denials/denial";
import { exampleFacts, MADE_UP_SUBJECT } from "@/lib/core/denials/example-facts";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { standard } from "@/lib/core/dialects/standard";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import { outcomeOf } from "@/lib/core/usage/tally";
import { explainRequest } from "./explain-request";

const AT_MS = Date.UTC(2026, 10, 29, 12);

const API: Api = {
  id: "api-1",
  slug: "payments",
  name: "Payments",
  dialect: standard,
  upstream: "sample",
  hosts: [],
  endpoints: [{ path: "/v1/reports", methods: ["GET"], permission: "write", cost: 1 }],
  plans: {},
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};

function refused(code: DenialCode, fields: Partial<FoundRequest> = {}): FoundRequest {
  return {
    requestId: "req_1795000000000000000001",
    atMs: AT_MS,
    api: API.slug,
    outcome: outcomeOf(code),
    reason: code,
    endpoint: "/v1/reports",
    method: "GET",
    publicId: "key_1234567890",
    status: 4,
    range: "192.0.2.0/24",
    told: { facts: exampleFacts(code, MADE_UP_SUBJECT), limit: [], isDegraded: false },
    ...fields,
  };
}

const explained = (request: FoundRequest, api: Api | null = API) =>
  explainRequest({ request, api, key: null, changedSince: null }, { supportUrl: null });
const passedOf = (request: FoundRequest) =>
  explained(request)
    .steps.filter(({ state }) => state === "passed")
    .map(({ id }) => id);

/** The check that decides, words of the sentence, and where the link leads. */
const EXPECTED: Readonly<Record<DenialCode, readonly [step: string, words: RegExp, href: string | null]>> = {
  bad_request: ["request", /read in one way only/, "/guide/troubleshooting"],
  https_required: ["transport", /https:\/\//, "/guide/reverse-proxy"],
  several: ["credential", /exactly one credential: Authorization: Bearer <key>/, "/test"],
  missing: ["credential", /exactly one credential/, "/test"],
  malformed: ["credential", /exactly one credential/, "/test"],
  extra_spaces: ["credential", /exactly one credential/, "/test"],
  wrong_prefix: ["format", /the whole key/, "/test"],
  wrong_format: ["format", /the whole key/, "/test"],
  bad_checksum: ["format", /the whole key/, "/test"],
  unknown: ["known", /the whole key/, "/test"],
  invalid_token: ["known", /token that this API believes/, "/test"],
  revoked: ["revoked", /another key/, "/keys/new"],
  paused: ["paused", /resumed/, "/keys/key_1234567890"],
  expired: ["expired", /later expiry/, "/keys/key_1234567890"],
  address_not_allowed: ["address", /called from 192\.0\.2\.0\/24/, "/keys/key_1234567890/edit"],
  unknown_tenant: ["tenant", /a tenant that exists/, "/tenants"],
  wrong_tenant: ["tenant", /key of the tenant/, "/keys/key_1234567890"],
  not_found: ["endpoint", /a path that the API registers/, "/apis/payments#endpoints"],
  method_not_allowed: ["endpoint", /one of GET, HEAD/, "/apis/payments#endpoints"],
  missing_permission: ["permission", /the permission write/, "/keys/key_1234567890/edit"],
  endpoint_not_granted: ["grant", /open GET \/v1\/reports/, "/keys/key_1234567890/edit"],
  plan_restricted: ["plan", /include GET \/v1\/reports/, "/apis/payments#plans"],
  cost_above_limit: ["plan", /a plan for 101 units/, "/apis/payments#plans"],
  rate_limited: ["windows", /wait 17 seconds, until 2026-11-29 12:00:17 UTC/, "/keys/key_1234567890#usage"],
  quota_exceeded: ["quota", /until 2026-11-30 12:00:00 UTC/, "/keys/key_1234567890#usage"],
  too_many_failures: ["failures", /good credential.*until 2026-11-29 12:00:17 UTC/, "/test"],
  body_too_large: ["request", /less at once/, "/apis/payments#settings"],
  upstream_unreachable: ["answer", /API behind it/, "/guide/troubleshooting"],
  unavailable: ["ready", /send it again.*wait 1 second,/, null],
  upstream_timeout: ["answer", /API behind it/, "/guide/troubleshooting"],
  not_implemented: ["request", /ordinary request/, "/guide/troubleshooting"],
};

describe.each(DENIAL_CODES)("%s", (code) => {
  const [step, words, href] = EXPECTED[code];

  it("names the one check that decided, and none after it passed", () => {
    const { steps, decidedBy } = explained(refused(code));
    const failed = steps.filter(({ state }) => state === "failed");
    expect(failed.map(({ id }) => id)).toEqual([step]);
    expect(decidedBy).toBe(failed[0]?.title);
    const after = steps.slice(steps.findIndex(({ id }) => id === step) + 1);
    expect(after.every(({ state }) => state === "not-reached")).toBe(true);
  });

  it("says in one sentence or two what would have to change, and where", () => {
    const { change, meaning } = explained(refused(code));
    expect(change?.text).toMatch(words);
    expect(change?.place?.href ?? null).toBe(href);
    expect(meaning).not.toBe("");
  });

  it("makes nothing up of what was not kept", () => {
    const { change, answer } = explained(refused(code, { told: null, range: null, publicId: null, endpoint: null, method: null }), null);
    expect(change?.text).not.toMatch(/undefined|null/);
    expect(answer.kind).toBe("not-kept");
  });
});

test("where an address failed too often, it is not known which of its checks failed", () => {
  const unsure = explained(refused("too_many_failures")).steps.filter(({ state }) => state === "unsure");
  expect(unsure.map(({ id }) => id)).toEqual(["credential", "format", "known", "revoked", "paused", "expired"]);
});

test("an answer that takes no facts is shown without them, one that takes some is not", () => {
  expect(explained(refused("missing", { told: null })).answer.kind).toBe("shown");
  expect(explained(refused("missing_permission", { told: null })).answer.kind).toBe("not-kept");
  expect(explained(refused("rate_limited", { told: null })).answer.kind).toBe("not-kept");
  // The management API answers without a body, so there is nothing to fill in.
  expect(explained(refused("missing_permission", { told: null }), { ...API, dialect: fusionauth }).answer.kind).toBe("shown");
});

test("an answer whose status the dialect has changed since is not shown", () => {
  expect(explained(refused("missing", { status: 5 })).answer.kind).toBe("not-kept");
});

test("HEAD has no body", () => {
  expect(explained(refused("missing", { method: "HEAD" })).answer).toMatchObject({ answer: { status: 401, body: "" } });
});

test("a verdict of /v1/verify is shown as it was answered, and judges nothing that the asker did", () => {
  const limit = [{ name: "minute", limit: 5, remaining: 0, windowSeconds: 60, resetSeconds: 17 }];
  const request = refused("rate_limited", { status: 2, told: { facts: {}, limit, isDegraded: true } });
  const { answer, isVerification } = explained(request);
  expect(isVerification).toBe(true);
  if (answer.kind !== "shown") throw new Error("not shown");
  expect(answer.answer.status).toBe(200);
  expect(answer.answer.headers).toContainEqual(["X-Keyfuse-Degraded", "limiter"]);
  expect(JSON.parse(answer.answer.body)).toMatchObject({ valid: false, code: "RATE_LIMITED", keyId: "key_1234567890", rateLimits: limit });
  expect(passedOf(request)).not.toContain("credential");
});

test("what was let through passed every check that applies, and how it ended is said as far as it is known", () => {
  const accepted = { reason: null, outcome: "accepted", told: null } as const;
  const ended = explained(refused("missing", { ...accepted, status: 2 }));
  expect([ended.decidedBy, ended.change]).toEqual([null, null]);
  expect(ended.meaning).toContain("2xx");
  expect(passedOf(refused("missing", { ...accepted, status: 2 }))).toContain("answer");
  for (const status of [0, 5] as const) expect(passedOf(refused("missing", { ...accepted, status }))).not.toContain("answer");
  expect(explained(refused("missing", { ...accepted, status: 0 })).meaning).toContain("not known");
});

test("a reason of a later build is told as it stands", () => {
  const { meaning, steps, answer } = explained({ ...refused("missing"), reason: "too_shy" });
  expect(meaning).toContain("too_shy");
  expect(steps).toEqual([]);
  expect(answer.kind).toBe("not-kept");
});
