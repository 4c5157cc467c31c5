// Rows that every gateway dialect shares about upstreams, bodies, transport, other origins and paths.
import { echo, type GatewayWords, things, withKey } from "./gateway-words";
import { type Call, type Row, rule } from "./row";
import { secretOf } from "./secrets";
import { LISTED_ORIGIN, MAX_BODY_BYTES } from "./world";

export function upstreamRows(words: GatewayWords): Row[] {
  const open = (path: string, method = "GET", body?: string): Call => ({
    method,
    path: `/gateway/${words.slug}-open${path}`,
    headers: [words.carry(secretOf(words.slug, "open"))],
    body,
  });
  return [
    {
      promise: "a body within the API's limit arrives whole",
      quote: rule("A body is never truncated"),
      request: open("/upload", "POST", "x".repeat(MAX_BODY_BYTES)),
      expect: echo({ bodyBytes: MAX_BODY_BYTES }),
      needs: ["upstream"],
    },
    {
      promise: "a body over the API's limit",
      quote: rule("over the limit is 413"),
      request: open("/upload", "POST", "x".repeat(MAX_BODY_BYTES + 1)),
      expect: { status: 413, json: words.anyError },
      needs: ["upstream"],
    },
    {
      promise: "an upstream that cannot be reached",
      quote: rule("404, 405 (+ Allow), 413, 502, 503, 504 have a row in every dialect"),
      request: { method: "GET", path: `/gateway/${words.slug}-down/x`, headers: [words.carry(secretOf(words.slug, "down"))] },
      expect: { status: 502, json: words.anyError },
      needs: ["upstream"],
    },
    {
      promise: "an upstream that does not answer in time",
      quote: rule("time-outs → 504"),
      request: open("/slow"),
      expect: { status: 504, json: words.anyError },
      needs: ["upstream"],
    },
    {
      promise: "the upstream gets the target as it was written",
      quote: rule("raw target … pass unchanged"),
      request: withKey(words, "good", "/things/a%3Ab;v=1,2?q=a%20b+c&empty=&%5B%5D=%2F"),
      expect: echo({ target: "/things/a%3Ab;v=1,2?q=a%20b+c&empty=&%5B%5D=%2F" }),
      needs: ["upstream", "raw-target"],
    },
    {
      promise: "what the upstream answers passes unchanged",
      quote: rule("Upstream calls: raw target, repeated headers, Content-Encoding, Set-Cookie pass unchanged"),
      request: open("/status/418"),
      expect: { status: 418, headers: { "x-upstream": "echo" } },
      needs: ["upstream"],
    },
  ];
}

export function transportRows(words: GatewayWords): Row[] {
  const preflight = (origin: string): Call => ({
    method: "OPTIONS",
    path: `/gateway/${words.slug}-open/any`,
    headers: [
      ["Origin", origin],
      ["Access-Control-Request-Method", "POST"],
      ["Access-Control-Request-Headers", "authorization, x-trace"],
    ],
  });
  return [
    {
      promise: "plain HTTP to a trusted proxy",
      quote: rule("a plain-HTTP request from anything but loopback gets 403, never a redirect"),
      request: things(words, [
        words.carry(secretOf(words.slug, "good")),
        ["X-Forwarded-For", "198.51.100.77"],
        ["X-Forwarded-Proto", "http"],
      ]),
      expect: { status: 403, json: words.anyError, headers: { location: null } },
      needs: ["trusted-proxy"],
    },
    {
      promise: "plain HTTP is refused before any credential is read",
      quote: rule("transport → carriers"),
      request: things(words, [
        ["X-Forwarded-For", "198.51.100.77"],
        ["X-Forwarded-Proto", "http"],
      ]),
      expect: { status: 403, json: words.anyError },
      needs: ["trusted-proxy"],
    },
    {
      promise: "a preflight from a listed origin needs no credential",
      quote: rule("A preflight from a listed origin is 204 before authentication, uncounted"),
      request: preflight(LISTED_ORIGIN),
      expect: {
        status: 204,
        empty: true,
        headers: {
          "access-control-allow-origin": LISTED_ORIGIN,
          "access-control-allow-credentials": null,
          "access-control-allow-headers": /x-trace/i,
        },
      },
      needs: ["upstream"],
    },
    {
      promise: "a preflight from any other origin is a request without a credential",
      quote: rule("CORS per API: default none"),
      request: preflight("https://evil.example"),
      expect: { ...words.missing, headers: { ...words.missing.headers, "access-control-allow-origin": null } },
    },
    {
      promise: "a page of a listed origin can read what it must know",
      quote: rule("answers expose Retry-After, RateLimit*, X-Request-Id"),
      request: {
        method: "GET",
        path: `/gateway/${words.slug}-open/any`,
        headers: [words.carry(secretOf(words.slug, "open")), ["Origin", LISTED_ORIGIN]],
      },
      expect: {
        status: 200,
        headers: {
          "access-control-allow-origin": LISTED_ORIGIN,
          "access-control-allow-credentials": null,
          "access-control-expose-headers": /(?=.*Retry-After)(?=.*X-Request-Id)(?=.*RateLimit)/i,
        },
      },
      needs: ["upstream"],
    },
  ];
}

/** Paths with two readings, each with a good key: refused in the dialect's words. */
export function pathRows(words: GatewayWords): Row[] {
  const refused = [
    ["an encoded slash", "/things%2f7"],
    ["an encoded backslash", "/things%5c7"],
    ["an encoded NUL", "/things%00"],
    ["an escaped unreserved character", "/%74hings"],
    ["an invalid escape", "/things/%zz"],
    ["invalid UTF-8", "/things/%ff"],
    ["a dot segment", "/things/../things"],
    ["an encoded dot segment", "/things/%2e%2e/things"],
    ["an empty segment", "//things"],
    ["a backslash", "/things\\7"],
  ] as const;
  return refused.map(([what, path]) => ({
    promise: `${what} in the path`,
    quote: rule("a path whose raw form differs from its canonical form → refused 400 in the API's dialect"),
    request: withKey(words, "good", path),
    expect: { status: 400, json: words.anyError },
    needs: ["raw-target" as const],
  }));
}
