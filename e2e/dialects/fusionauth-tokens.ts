// Tokens of the FusionAuth dialect: schemes, cookie, and what beats what.

import { absent, authorization, byId, cookie, get, newGroup, self, unauthorized, user } from "./fusionauth-words";
import { having, page, type Row, rule } from "./row";
import { MANAGEMENT_SECRETS as KEY } from "./secrets";
import { APPLE_USER, PIPER_USER } from "./world";

export const tokenRows: Row[] = [
  {
    promise: "a token as Bearer answers its own user",
    quote: page("The following example demonstrates the HTTP Authorization header using the Bearer schema."),
    request: self(authorization("Bearer {token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token under the older JWT scheme",
    quote: page("Prior to version 1.12.0 only the JWT schema was available."),
    request: self(authorization("JWT {token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token in the cookie",
    quote: page("GET /api/user HTTP/1.1 Cookie: access_token="),
    request: self(cookie("access_token={token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token among other cookies",
    quote: page("Cookie: access_token="),
    request: self(cookie("theme=dark; access_token={token:apple}; session=1")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token of a user of the other tenant",
    quote: page("a JWT is obtained from the Login API"),
    request: self(authorization("Bearer {token:piper}")),
    expect: user(PIPER_USER),
  },
  {
    promise: "a token signed HS256, as the page's sample, where that kid's key is symmetric",
    quote: page("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"),
    request: self(authorization("Bearer {token:appleHs256}")),
    expect: user(APPLE_USER),
  },
  ...(
    [
      ["the page's sample token", authorization(`Bearer ${pageSample()}`)],
      ["the page's sample token in the cookie", cookie(`access_token=${pageSample()}`)],
      ["an expired token", authorization("Bearer {token:appleExpired}")],
      ["a token of an unknown issuer", authorization("Bearer {token:applePast}")],
      ["a token signed by another issuer's key", authorization("Bearer {token:appleByOtherIssuersKey}")],
      ["a token signed HS256 under another secret", authorization("Bearer {token:appleHs256UnderWrongSecret}")],
      ["a token with alg none", authorization("Bearer {token:appleAlgNone}")],
      ["a token of another API's issuer", authorization("Bearer {token:good}")],
      ["a token without its scheme", authorization("{token:apple}")],
      ["a token after two spaces", authorization("Bearer  {token:apple}")],
      ["the erratum Bearer header", ["Bearer", "{token:apple}"]],
      ["a token in a cookie of another name", cookie("Access_Token={token:apple}")],
      ["an empty token cookie", cookie("access_token=")],
    ] as const
  ).map(
    ([promise, header]): Row => ({
      promise: `${promise} → 401 without a body`,
      quote: rule("A secured endpoint without a good credential ⇒ 401 with an empty body"),
      request: self(header),
      expect: unauthorized,
    }),
  ),
  {
    promise: "a token of a user who does not exist",
    quote: rule("by-id operations 404 empty"),
    request: self(authorization("Bearer {token:nobody}")),
    expect: absent,
  },
  {
    promise: "a token in the query",
    quote: rule("A key in the URL is not a credential"),
    request: get("/api/user?access_token={token:apple}"),
    expect: unauthorized,
  },
  {
    promise: "a token opens no endpoint that is for keys",
    quote: page("FusionAuth APIs are primarily secured using API keys, a few APIs may optionally take a JWT"),
    request: newGroup("By token", authorization("Bearer {token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a token opens no other user",
    quote: rule("GET /api/user with a JWT (the token's own user)"),
    request: byId(PIPER_USER, authorization("Bearer {token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a key beats the cookie: without a selector it asks for one",
    quote: page("If a cookie is provided on a request that accepts an API key or an JWT, the API key will be preferred."),
    request: self(authorization(KEY.global), cookie("access_token={token:apple}")),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "a good key beside a bad cookie",
    quote: page("the API key will be preferred"),
    request: byId(APPLE_USER, authorization(KEY.global), cookie("access_token=nonsense")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a bad key beside a good cookie: no fall-back",
    quote: rule("a bad API key beside a good cookie is 401, no fall-back"),
    request: self(authorization("nobody-has-this"), cookie("access_token={token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a bad key beside a good cookie, in the other order",
    quote: rule("a bad API key beside a good cookie is 401, no fall-back"),
    request: self(cookie("access_token={token:apple}"), authorization("nobody-has-this")),
    expect: unauthorized,
  },
];

/** The token that the vendor prints: long expired, signed by nobody whom this instance trusts. */
function pageSample(): string {
  return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE0ODUxNDA5ODQsImlhdCI6MTQ4NTEzNzM4NCwiaXNzIjoiYWNtZS5jb20iLCJzdWIiOiIyOWFjMGMxOC0wYjRhLTQyY2YtODJmYy0wM2Q1NzAzMThhMWQiLCJhcHBsaWNhdGlvbklkIjoiNzkxMDM3MzQtOTdhYi00ZDFhLWFmMzctZTAwNmQwNWQyOTUyIiwicm9sZXMiOltdfQ.Mp0Pcwsz5VECK11Kf2ZZNF_SMKu5CgBeLN9ZOP04kZo";
}
