// Rows that every gateway dialect shares about grants, routes, windows and quotas.
import { ALL, type GatewayWords, type HeaderLine, things, withKey } from "./gateway-words";
import { type Answered, type Call, type Row, rule } from "./row";
import { GATEWAY_SLUGS, secretOf } from "./secrets";
import { GUARD } from "./world-keys";

export function grantRows(words: GatewayWords): Row[] {
  const granted = (path: string, method: string, promise: string, isOpen: boolean): Row => ({
    promise,
    quote: rule("a grant on T covers T and the registered templates that add only {param} segments to T, in every dialect"),
    request: withKey(words, "granted", path, method),
    expect: isOpen ? { status: 200 } : words.forbidden(null, ALL),
  });
  return [
    {
      promise: "a permission that the endpoint needs and the key has",
      quote: rule("the endpoint's permission must hold as well"),
      request: withKey(words, "guarded", "/guarded"),
      expect: { status: 200 },
    },
    {
      promise: "a valid key without the permission",
      quote: rule("403 = valid key without the permission"),
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
      quote: rule("endpoint not in the account's plan"),
      request: withKey(words, "narrow"),
      expect: { status: 200 },
    },
    {
      promise: "an endpoint that the plan does not include",
      quote: rule("endpoint not in the account's plan"),
      request: withKey(words, "narrow", "/things/search"),
      expect: words.planRestricted,
    },
  ];
}

export function routeRows(words: GatewayWords): Row[] {
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

export function limitRows(words: GatewayWords): Row[] {
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
      quote: rule("429 and spent quota = rate_limit_exceeded in the dialect's envelope"),
      before: [{ request: call("windowed"), times: 2, status: 200 }],
      request: call("windowed"),
      expect: words.rateLimited(2, "minute", 60),
    },
    {
      promise: "the wait is that of the window that is full",
      quote: rule("with Retry-After to the reset"),
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
      quote: rule("plan quota spent"),
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
  const network = 100 + GATEWAY_SLUGS.indexOf(words.slug);
  const proxied: HeaderLine[] = [
    ["X-Forwarded-For", `198.51.${network}.${host}`],
    ["X-Forwarded-Proto", "https"],
  ];
  return things(words, [words.carry(secretOf(words.slug, name)), ...proxied]);
}
