// The rows that every gateway dialect shares: one list, worded by each dialect's own envelope.

import { type Answered, type Call, type Expected, having, page, type Row, rule } from "./row";
import { type GatewaySlug, PREFIXES, secretOf, withOtherCase, withWrongChecksum } from "./secrets";
import { GUARD, HOSTS, LISTED_ORIGIN, MAX_BODY_BYTES } from "./world";

type HeaderLine = Call["headers"][number];

/** How one dialect says what all of them must say. */
export interface GatewayWords {
  readonly slug: GatewaySlug;
  /** The header lines that present a secret in the dialect's first carrier. */
  readonly carry: (secret: string) => HeaderLine;
  /** The body of an error whose code the page leaves open. */
  readonly anyError: Expected;
  readonly missing: Answered;
  /** Empty carriers and carriers that hold nothing usable. */
  readonly malformed: Answered;
  /** More than one space, or a second word, after the scheme (or beside the bare value). */
  readonly extraSpaces: Answered;
  readonly unknown: Answered;
  readonly revoked: Answered;
  readonly expired: Answered;
  readonly several: Answered;
  /** A valid key that lacks what `required` names. */
  readonly forbidden: (required: string | null, granted: readonly string[]) => Answered;
  readonly planRestricted: Answered;
  readonly rateLimited: (limit: number, window: string, most: number) => Answered;
  readonly quotaSpent: Answered;
}

/** The rows for a dialect, all against `/gateway/{slug}` unless they say otherwise. */
export function gatewayRows(words: GatewayWords): Row[] {
  return [
    ...acceptedRows(words),
    ...refusedKeyRows(words),
    ...severalRows(words),
    ...urlRows(words),
    ...grantRows(words),
    ...routeRows(words),
    ...limitRows(words),
    ...upstreamRows(words),
    ...transportRows(words),
    ...pathRows(words),
  ];
}

const ALL = ["*"];
const things = (words: GatewayWords, headers: readonly HeaderLine[], path = "/things", method = "GET"): Call => ({
  method,
  path: `/gateway/${words.slug}${path}`,
  headers,
});
const withKey = (words: GatewayWords, name: string, path?: string, method?: string): Call =>
  things(words, [words.carry(secretOf(words.slug, name))], path, method);
const echo = (members: { readonly [name: string]: Expected }): Answered => ({ status: 200, json: having({ echo: having(members) }) });

function acceptedRows(words: GatewayWords): Row[] {
  const [name, value] = words.carry(secretOf(words.slug, "good"));
  return [
    {
      promise: "a good key opens its API",
      quote: page("API keys are the primary method of authentication"),
      request: withKey(words, "good"),
      expect: { status: 200 },
    },
    {
      promise: "the upstream learns the caller and never sees the credential",
      quote: rule("The upstream never sees the credential; it gets the caller in headers with a signature"),
      request: withKey(words, "good", "/things?page=2&q=a%20b"),
      expect: echo({
        method: "GET",
        target: "/things?page=2&q=a%20b",
        headers: having({
          "x-keyfuse-key-id": /^key_\d{10}$/,
          "x-keyfuse-subject": /^key_\d{10}$/,
          "x-keyfuse-scope": "*",
          "x-keyfuse-signature": /^t=\d{10},v1=[0-9a-f]{64}$/,
        }),
      }),
      needs: ["upstream"],
    },
    {
      promise: "caller headers that a client makes up never reach the upstream",
      quote: rule("The client's own X-Keyfuse-* headers are dropped"),
      request: things(words, [words.carry(secretOf(words.slug, "good")), ["X-Keyfuse-Scope", "admin"], ["x-keyfuse-tenant", "theirs"]]),
      expect: echo({ headers: having({ "x-keyfuse-scope": "*" }) }),
      needs: ["upstream"],
    },
    {
      promise: "header names are case-insensitive",
      quote: rule("Header names are case-insensitive (RFC 9110)"),
      request: things(words, [[name.toLowerCase(), value]]),
      expect: { status: 200 },
    },
    {
      promise: "header names in capitals are the same header",
      quote: rule("Header names are case-insensitive (RFC 9110)"),
      request: things(words, [[name.toUpperCase(), value]]),
      expect: { status: 200 },
    },
    {
      promise: "a key that expires in the future passes",
      quote: rule("now ≥ expiry is expired"),
      request: withKey(words, "lasting"),
      expect: { status: 200 },
    },
    {
      promise: "a key counts at its API's own host",
      quote: rule("The dialect is chosen by the API that the request addresses (host or path)"),
      request: { ...withKey(words, "good"), path: "/things", host: HOSTS[words.slug] },
      expect: { status: 200 },
      needs: ["own-host"],
    },
    {
      promise: "an API's own host is compared without case and port",
      quote: rule("Host first"),
      request: { ...withKey(words, "good"), path: "/things", host: `${HOSTS[words.slug].toUpperCase()}:8443` },
      expect: { status: 200 },
      needs: ["own-host"],
    },
    {
      promise: "no credential at its API's own host",
      quote: rule("The dialect is chosen by the API that the request addresses (host or path)"),
      request: { method: "GET", path: "/things", host: HOSTS[words.slug], headers: [] },
      expect: words.missing,
      needs: ["own-host"],
    },
    {
      promise: "on an API's own host every path is that API's, Keyfuse's own among them",
      quote: rule("On an API's own host every path is that API's"),
      request: { ...withKey(words, "good"), path: "/api/health", host: HOSTS[words.slug] },
      expect: { status: 404, json: words.anyError },
      needs: ["own-host"],
    },
  ];
}

function refusedKeyRows(words: GatewayWords): Row[] {
  const good = secretOf(words.slug, "good");
  const prefix = PREFIXES[words.slug];
  const neighbour = (Object.keys(PREFIXES) as GatewaySlug[]).find((slug) => slug !== words.slug) ?? "fusion";
  const refused = (promise: string, secret: string, expected: Answered, quote: Row["quote"]): Row => ({
    promise,
    quote,
    request: things(words, [words.carry(secret)]),
    expect: expected,
  });
  const exact = rule("values are exact");
  const alike = rule("unknown, revoked and foreign keys are indistinguishable unless the full secret was presented");
  return [
    { promise: "no credential at all", quote: rule("none → missing"), request: things(words, []), expect: words.missing },
    {
      promise: "a present but empty carrier counts as absent",
      quote: rule("present but empty counts as absent"),
      request: things(words, [[words.carry("x")[0], ""]]),
      expect: words.missing,
    },
    refused("a key nobody has", secretOf(words.slug, "nobody"), words.unknown, alike),
    refused("a wrong checksum", withWrongChecksum(good), words.unknown, alike),
    refused("a key cut short", good.slice(0, -1), words.unknown, exact),
    refused("a key with one character more", `${good}0`, words.unknown, exact),
    refused("a key in another letter case", withOtherCase(good, prefix), words.unknown, exact),
    refused("the prefix in another letter case", good.replace(prefix, prefix.toUpperCase()), words.unknown, exact),
    refused("the prefix alone", prefix, words.unknown, exact),
    refused("another API's key", secretOf(neighbour, "good"), words.unknown, alike),
    refused("a key of another API of this dialect", secretOf(words.slug, "open"), words.unknown, alike),
    refused("a revoked key", secretOf(words.slug, "revoked"), words.revoked, rule("revoked or disabled")),
    refused("an expired key", secretOf(words.slug, "expired"), words.expired, rule("now ≥ expiry is expired")),
    refused(
      "a key both revoked and expired is revoked first",
      secretOf(words.slug, "revoked-and-expired"),
      words.revoked,
      rule("lookup → revoked or disabled → expired"),
    ),
    {
      ...refused("a paused key", secretOf(words.slug, "paused"), words.revoked, rule("Paused = as revoked")),
      needs: ["paused-key"],
    },
    {
      promise: "a key from an address that its list does not hold",
      quote: rule("refused address = as missing permission"),
      request: withKey(words, "fenced"),
      expect: words.forbidden(null, ALL),
    },
    {
      promise: "the address that a client makes up does not count",
      quote: rule("X-Forwarded-* believed only from TRUSTED_PROXIES"),
      request: things(words, [
        words.carry(secretOf(words.slug, "fenced")),
        ["X-Forwarded-For", "203.0.113.9, 198.51.100.1"],
        ["X-Forwarded-Proto", "https"],
      ]),
      expect: words.forbidden(null, ALL),
    },
    {
      promise: "a key from an address that its list holds, as a trusted proxy tells it",
      quote: rule("X-Forwarded-* believed only from TRUSTED_PROXIES"),
      request: things(words, [
        words.carry(secretOf(words.slug, "fenced")),
        ["X-Forwarded-For", "198.51.100.1, 203.0.113.9"],
        ["X-Forwarded-Proto", "https"],
      ]),
      expect: { status: 200 },
      needs: ["trusted-proxy"],
    },
    {
      promise: "a key from a listed IPv6 address",
      quote: rule("addresses by CIDR v4/v6"),
      request: things(words, [
        words.carry(secretOf(words.slug, "fenced")),
        ["X-Forwarded-For", "2001:db8::7"],
        ["X-Forwarded-Proto", "https"],
      ]),
      expect: { status: 200 },
      needs: ["trusted-proxy"],
    },
    { promise: "a key whose list holds loopback", quote: rule("IP allow-list"), request: withKey(words, "local"), expect: { status: 200 } },
  ];
}

function severalRows(words: GatewayWords): Row[] {
  const good = words.carry(secretOf(words.slug, "good"));
  const bad = words.carry(secretOf(words.slug, "nobody"));
  const quote = rule("Two lines of one credential header … are several credentials … Never try one after the other");
  const several = (promise: string, headers: readonly HeaderLine[], needs: Row["needs"]): Row => ({
    promise,
    quote,
    request: things(words, headers),
    expect: words.several,
    needs,
  });
  return [
    several("a good line, then a bad one", [good, bad], ["raw-lines"]),
    several("a bad line, then a good one", [bad, good], ["raw-lines"]),
    several("the same good line twice", [good, good], ["raw-lines"]),
    several("two lines in different letter case", [good, [bad[0].toLowerCase(), bad[1]]], ["raw-lines"]),
    several("a good line, then an empty one", [good, [good[0], ""]], ["raw-lines"]),
    several("two values joined by a comma", [[good[0], `${good[1]}, ${bad[1]}`]], []),
    several("two values joined by a comma without a space", [[good[0], `${bad[1]},${secretOf(words.slug, "good")}`]], []),
    {
      promise: "two words joined by a space are no credential",
      quote: rule("A space-joined value, or more than one space after the scheme, is malformed (401)"),
      request: things(words, [[good[0], `${good[1]} ${secretOf(words.slug, "nobody")}`]]),
      expect: words.extraSpaces,
    },
  ];
}

function urlRows(words: GatewayWords): Row[] {
  const good = secretOf(words.slug, "good");
  const quote = rule("A key in the URL (query or path) is not a credential: 401");
  return ["api_key", "key", "access_token", "token", words.carry("")[0]]
    .map(
      (name): Row => ({
        promise: `a key in the query as ${name}`,
        quote,
        request: things(words, [], `/things?${name}=${good}`),
        expect: words.missing,
      }),
    )
    .concat([
      { promise: "a key in the path", quote, request: things(words, [], `/things/${good}`), expect: words.missing },
      {
        promise: "a key in the Referer",
        quote,
        request: things(words, [["Referer", `http://${good}@localhost/`]]),
        expect: words.missing,
      },
      {
        promise: "a key in a cookie",
        quote,
        request: things(words, [["Cookie", `api_key=${good}; access_token=${good}`]]),
        expect: words.missing,
      },
      {
        promise: "a key in a header that is no carrier of this dialect",
        quote: rule("Only the dialect's own carriers count"),
        request: things(words, [
          ["X-Other-API-Key", good],
          ["Proxy-Authorization", `Bearer ${good}`],
        ]),
        expect: words.missing,
      },
    ]);
}

function grantRows(words: GatewayWords): Row[] {
  const granted = (path: string, method: string, promise: string, isOpen: boolean): Row => ({
    promise,
    quote: rule("a grant on T covers T and the registered templates that add only {param} segments to T, in every dialect"),
    request: withKey(words, "granted", path, method),
    expect: isOpen ? { status: 200 } : words.forbidden(null, ALL),
  });
  return [
    {
      promise: "a permission that the endpoint needs and the key has",
      quote: page("Each API key can have different permissions"),
      request: withKey(words, "guarded", "/guarded"),
      expect: { status: 200 },
    },
    {
      promise: "a valid key without the permission",
      quote: page("Your API key is valid but doesn't have required permissions."),
      request: withKey(words, "none", "/guarded"),
      expect: words.forbidden(GUARD[words.slug], []),
    },
    {
      promise: "a key without permissions still opens what needs none",
      quote: rule("[] = none"),
      request: withKey(words, "none"),
      expect: { status: 200 },
    },
    granted("/things", "GET", "a granted endpoint", true),
    granted("/things/7", "GET", "the granted endpoint with a parameter added", true),
    granted("/things/search", "GET", "another endpoint below the granted one", false),
    granted("/things", "POST", "the granted endpoint with another method", false),
    { ...granted("/things", "HEAD", "HEAD counts as GET", true), expect: { status: 200, empty: true } },
    {
      promise: "an endpoint that the plan includes",
      quote: page("Verify the endpoint is included in your plan"),
      request: withKey(words, "narrow"),
      expect: { status: 200 },
    },
    {
      promise: "an endpoint that the plan does not include",
      quote: page("Verify the endpoint is included in your plan"),
      request: withKey(words, "narrow", "/things/search"),
      expect: words.planRestricted,
    },
  ];
}

function routeRows(words: GatewayWords): Row[] {
  const nowhere: Answered = { status: 404, json: words.anyError };
  const unregistered = rule("after authentication, an unregistered path is 404 and an unregistered method 405");
  return [
    { promise: "an unregistered path", quote: unregistered, request: withKey(words, "good", "/nowhere"), expect: nowhere },
    {
      promise: "an unregistered path without a credential",
      quote: unregistered,
      request: things(words, [], "/nowhere"),
      expect: words.missing,
    },
    { promise: "a path below a registered one", quote: unregistered, request: withKey(words, "good", "/things/7/parts"), expect: nowhere },
    {
      promise: "a trailing slash is another path, never a redirect",
      quote: rule("A trailing slash is another path (404), never a redirect"),
      request: withKey(words, "good", "/things/"),
      expect: { ...nowhere, headers: { location: null } },
    },
    {
      promise: "paths are compared with their letter case",
      quote: unregistered,
      request: withKey(words, "good", "/THINGS"),
      expect: nowhere,
    },
    {
      promise: "an unregistered method",
      quote: unregistered,
      request: withKey(words, "good", "/things", "DELETE"),
      expect: { status: 405, json: words.anyError, headers: { allow: /^(?=.*\bGET\b)(?=.*\bPOST\b)(?!.*DELETE)/ } },
    },
    {
      promise: "an unregistered method without a credential",
      quote: unregistered,
      request: things(words, [], "/things", "DELETE"),
      expect: words.missing,
    },
    {
      promise: "HEAD answers as GET, without a body",
      quote: rule("HEAD counts as GET"),
      request: withKey(words, "good", "/things", "HEAD"),
      expect: { status: 200, empty: true },
    },
    {
      promise: "HEAD without a credential is refused without a body",
      quote: rule("HEAD, 204, 304 have no body"),
      request: things(words, [], "/things", "HEAD"),
      expect: { status: words.missing.status, empty: true },
    },
    {
      promise: "an API that registers no endpoints opens every path to a good key",
      quote: rule("An API with no endpoints has every path open to any valid key of it"),
      request: { method: "PATCH", path: `/gateway/${words.slug}-open/any/path`, headers: [words.carry(secretOf(words.slug, "open"))] },
      expect: { status: 200 },
    },
    {
      promise: "an API that registers no endpoints opens nothing without a key",
      quote: rule("An API with no endpoints has every path open to any valid key of it"),
      request: { method: "PATCH", path: `/gateway/${words.slug}-open/any/path`, headers: [] },
      expect: words.missing,
    },
  ];
}

function limitRows(words: GatewayWords): Row[] {
  const call = (name: string, path?: string, method?: string) => withKey(words, name, path, method);
  return [
    {
      promise: "an admitted request tells its windows",
      quote: rule('RateLimit-Policy: "minute";q=100;w=60, … and RateLimit: "minute";r=42;t=17'),
      request: call("page"),
      expect: {
        status: 200,
        headers: {
          "ratelimit-policy": '"minute";q=100;w=60, "hour";q=1000;w=3600, "day";q=5000;w=86400',
          ratelimit: /^"minute";r=99;t=\d+, "hour";r=999;t=\d+, "day";r=4999;t=\d+$/,
          "x-ratelimit-limit": "100",
          "x-ratelimit-remaining": "99",
          "x-ratelimit-reset": /^\d+$/,
        },
      },
    },
    {
      promise: "the request above a window's limit",
      quote: page("If you exceed these limits, you'll receive a 429 Too Many Requests response."),
      before: [{ request: call("windowed"), times: 2, status: 200 }],
      request: call("windowed"),
      expect: words.rateLimited(2, "minute", 60),
    },
    {
      promise: "the wait is that of the window that is full",
      quote: page("a Retry-After header indicating how long you should wait before making another request"),
      before: [{ request: call("hourly"), times: 2, status: 200 }],
      request: call("hourly"),
      expect: words.rateLimited(2, "hour", 3600),
    },
    {
      promise: "refused requests spend nothing",
      quote: rule("Refused-by-auth requests never spend a window or a quota"),
      before: [{ request: call("windowed-spared", "/guarded"), times: 4, status: 403 }],
      request: call("windowed-spared"),
      expect: { status: 200, headers: { "x-ratelimit-remaining": "1" } },
    },
    {
      promise: "a request that costs more than a window ever holds is never a matter of waiting",
      quote: rule("A cost above a limit is a configuration denial, never a Retry-After"),
      request: call("windowed-cost", "/costly"),
      expect: { ...words.planRestricted, headers: { "retry-after": null } },
    },
    {
      promise: "the request above a plan's quota",
      quote: page("Check your account plan and limits"),
      before: [{ request: call("quota"), times: 1, status: 200 }],
      request: call("quota"),
      expect: words.quotaSpent,
    },
    {
      promise: "unlimited keys have no rate headers",
      quote: rule("windows: [] = unlimited"),
      request: call("good"),
      expect: { status: 200, headers: { ratelimit: null, "ratelimit-policy": null, "x-ratelimit-limit": null } },
    },
    {
      promise: "beyond 20 failures a minute an address waits",
      quote: rule("Failed authentication: … Beyond it only requests that fail get 429"),
      before: [{ request: failing(words, 20), times: 20, status: words.unknown.status }],
      request: failing(words, 20),
      expect: { status: 429, json: words.anyError },
      needs: ["throttle", "trusted-proxy"],
    },
    {
      promise: "a good key from an address that waits still passes",
      quote: rule("a good key from there is still looked up and passes"),
      before: [{ request: failing(words, 21), times: 20, status: words.unknown.status }],
      request: fromAfar(words, "good", 21),
      expect: { status: 200 },
      needs: ["throttle", "trusted-proxy"],
    },
  ];
}

const failing = (words: GatewayWords, host: number): Call => fromAfar(words, "nobody", host);

/** A call through the trusted proxy. Each dialect has a network of its own, or all would share one throttle. */
function fromAfar(words: GatewayWords, name: string, host: number): Call {
  const network = 100 + Object.keys(PREFIXES).indexOf(words.slug);
  const proxied: HeaderLine[] = [
    ["X-Forwarded-For", `198.51.${network}.${host}`],
    ["X-Forwarded-Proto", "https"],
  ];
  return things(words, [words.carry(secretOf(words.slug, name)), ...proxied]);
}

function upstreamRows(words: GatewayWords): Row[] {
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
      promise: "what the upstream answers passes unchanged",
      quote: rule("Upstream calls: raw target, repeated headers, Content-Encoding, Set-Cookie pass unchanged"),
      request: open("/status/418"),
      expect: { status: 418, headers: { "x-upstream": "echo" } },
      needs: ["upstream"],
    },
  ];
}

function transportRows(words: GatewayWords): Row[] {
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
function pathRows(words: GatewayWords): Row[] {
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
