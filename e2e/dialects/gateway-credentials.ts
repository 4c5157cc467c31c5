// Rows that every gateway dialect shares about credentials: accepted, refused, several, in the URL.
import { ALL, echo, type GatewayWords, type HeaderLine, things, withKey } from "./gateway-words";
import { type Answered, having, type Row, rule } from "./row";
import { GATEWAY_SLUGS, PREFIXES, secretOf, withOtherCase, withWrongChecksum } from "./secrets";
import { HOSTS } from "./world";

export function acceptedRows(words: GatewayWords): Row[] {
  const [name, value] = words.carry(secretOf(words.slug, "good"));
  return [
    {
      promise: "a good key opens its API",
      quote: rule("a request with a key arrives → the right answer leaves"),
      request: withKey(words, "good"),
      expect: { status: 200 },
    },
    {
      promise: "the upstream learns the caller and never sees the credential",
      quote: rule("The upstream never sees the credential; it gets the caller in headers with a signature"),
      request: withKey(words, "good", "/things?page=2&q=a"),
      expect: echo({
        method: "GET",
        target: "/things?page=2&q=a",
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

export function refusedKeyRows(words: GatewayWords): Row[] {
  const good = secretOf(words.slug, "good");
  const prefix = PREFIXES[words.slug];
  const neighbour = GATEWAY_SLUGS.find((slug) => slug !== words.slug) ?? "fusion";
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

export function severalRows(words: GatewayWords): Row[] {
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

export function urlRows(words: GatewayWords): Row[] {
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
