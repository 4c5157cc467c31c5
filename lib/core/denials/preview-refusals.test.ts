// Promises of the refusal previews: nothing is left out, and each is the answer that renderDenial gives.
import { describe, expect, test } from "vitest";
import { DIALECTS } from "@/lib/core/dialects";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { DENIAL_CODES } from "./denial";
import { MADE_UP_SUBJECT, subjectOf } from "./example-facts";
import { answerText, previewRefusals, statusGroups } from "./preview-refusals";

const context = { apiSlug: "payments", supportUrl: null, subject: MADE_UP_SUBJECT };

function dialectNamed(name: string) {
  const dialect = DIALECTS[name];
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return dialect;
}

function previewOf(name: string, code: (typeof DENIAL_CODES)[number], about: object = {}) {
  const { previews } = previewRefusals(dialectNamed(name), { ...context, ...about });
  const preview = previews.find(({ reasons }) => reasons.some((reason) => reason.code === code));
  if (preview === undefined) throw new Error(`${name} never answers ${code}`);
  return preview;
}

describe.each(Object.values(DIALECTS))("$name", (dialect) => {
  const { previews, never } = previewRefusals(dialect, context);

  test("every denial has exactly one place", () => {
    const shown = [...previews.flatMap(({ reasons }) => reasons), ...never].map(({ code }) => code);
    expect([...shown].sort()).toEqual([...DENIAL_CODES].sort());
  });

  test("no example leaves a fact open", () => {
    for (const { body, reasons } of previews) {
      expect(body ?? "", reasons[0]?.code).not.toMatch(/\{\w+\}/);
      // The envelope of fusion-ai has a member that is always null.
      expect((body ?? "").replace('"param": null', ""), reasons[0]?.code).not.toContain(": null");
    }
  });
});

test("equal answers stand together: cryptofuse has one body for every failed authentication", () => {
  const reasons = previewOf("cryptofuse", "unknown").reasons.map(({ code }) => code);
  expect(reasons).toEqual(expect.arrayContaining(["missing", "malformed", "unknown", "revoked", "expired"]));
});

test("a dialect without tokens never refuses one, and says why", () => {
  const { never } = previewRefusals(dialectNamed("infuzu"), context);
  expect(never.find(({ code }) => code === "invalid_token")?.because).toBe("it accepts no tokens");
});

test("a 429 shows the API's own window, its wait and the rate headers", () => {
  const subject = subjectOf({
    endpoints: [],
    plans: {
      default: { name: "default", windows: [{ limit: 5, seconds: 3600 }], quota: null, allowTokens: true, endpoints: null },
    },
  });
  const { body, headers } = previewOf("standard", "rate_limited", { subject });
  expect(JSON.parse(body ?? "").error.details).toEqual({ limit: 5, window: "hour", retry_after: 17 });
  expect(Object.fromEntries(headers)).toMatchObject({ "retry-after": "17", "RateLimit-Policy": '"hour";q=5;w=3600' });
});

test("a 405 names the methods of the API's own endpoint", () => {
  const subject = subjectOf({ endpoints: SAMPLE_ENDPOINTS.standard, plans: {} });
  expect(Object.fromEntries(previewOf("standard", "method_not_allowed", { subject }).headers)).toMatchObject({ allow: "POST" });
});

test("an answer reads as on the wire, and an empty one says so", () => {
  expect(answerText(previewOf("fusionauth", "missing"))).toBe(
    [
      "HTTP/1.1 401 Unauthorized",
      "cache-control: no-store",
      "x-request-id: req_123456789",
      'www-authenticate: Bearer realm="payments"',
      "",
      "(no body)",
    ].join("\n"),
  );
});

test("statuses are grouped one by one below 500 and as one above", () => {
  expect(statusGroups(previewRefusals(dialectNamed("fusion-ai"), context).previews)).toEqual([
    "400",
    "401",
    "403",
    "404",
    "405",
    "413",
    "429",
    "5xx",
  ]);
});
