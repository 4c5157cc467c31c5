// Promises of renderDenial: the pages' own bodies, and the headers every refusal has.
import { describe, expect, test } from "vitest";
import { DIALECTS } from "@/lib/core/dialects";
import { dialectSchema } from "@/lib/core/dialects/dialect-schema";
import { DENIAL_CODES, denial } from "./denial";
import { renderDenial } from "./render-denial";

const context = { requestId: "req_123456789", apiSlug: "payments", supportUrl: null };

function rendered(name: string, code: (typeof DENIAL_CODES)[number], facts = {}, supportUrl: string | null = null) {
  const dialect = DIALECTS[name];
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  const answer = renderDenial(denial(code, facts), dialect, { ...context, supportUrl });
  const body = answer.body === null ? null : JSON.parse(new TextDecoder().decode(answer.body as Uint8Array));
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}

describe.each(Object.values(DIALECTS))("$name", (dialect) => {
  test.each(DENIAL_CODES)("%s has a status, a request id, and a challenge where it is 401", (code) => {
    const { status, headers, body } = rendered(dialect.name, code, { retryAfter: 7, keyId: "key_0000000001", allow: "GET" });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers["x-request-id"]).toBe("req_123456789");
    expect("www-authenticate" in headers).toBe(status === 401);
    expect(headers["content-type"]).toBe(body === null ? undefined : "application/json");
    expect(JSON.stringify(body)).not.toMatch(/[{}]\w+}/);
  });
  test("validates as a custom dialect after a round trip through JSON", () => {
    expect(dialectSchema.parse(JSON.parse(JSON.stringify(dialect)))).toEqual(JSON.parse(JSON.stringify(dialect)));
  });
  test("a dialect that leaves one denial unanswered does not validate", () => {
    const { unknown: _, ...wording } = dialect.wording;
    expect(dialectSchema.safeParse({ ...dialect, wording }).success).toBe(false);
  });
});

test("standard: an expired key quotes its own instant", () => {
  expect(rendered("standard", "expired", { expiredAt: "2024-01-01T00:00:00Z" })).toMatchObject({
    status: 401,
    body: {
      success: false,
      error: { code: "EXPIRED_API_KEY", message: "The API key has expired", details: { expired_at: "2024-01-01T00:00:00Z" } },
    },
  });
});

test("cryptofuse: the request id of the body is the header's", () => {
  expect(rendered("cryptofuse", "unknown").body).toEqual({
    error: "authentication_failed",
    message: "API key is missing or invalid",
    request_id: "req_123456789",
  });
});

test("standard: numbers and lists stay numbers and lists", () => {
  const facts = { limit: 100, window: "minute", retryAfter: 17 };
  expect(rendered("standard", "rate_limited", facts).body.error.details).toEqual({ limit: 100, window: "minute", retry_after: 17 });
  const lacks = { required: "write", granted: ["read"] };
  expect(rendered("standard", "missing_permission", lacks).body.error.details).toEqual(lacks);
});

test("a 403 names the support address when there is one, and the page's exact words when there is none", () => {
  const named = rendered("standard", "missing_permission", {}, "https://help.example.com").body.error.message;
  expect(named).toBe("Access denied. Check your API key permissions. Contact support: https://help.example.com");
  expect(rendered("standard", "missing_permission").body.error.message).toBe("Access denied. Check your API key permissions.");
});

test("fusionauth: a 401 has no body and no content type", () => {
  expect(rendered("fusionauth", "unknown")).toMatchObject({ status: 401, body: null });
});
