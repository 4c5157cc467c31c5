// People are told the first thing that is wrong with a token, whoever issued it.
import { describe, expect, it } from "vitest";
import { type FlawRules, type KnownIssuer, tokenFlaw } from "./token-flaw";
import type { TokenProfile, TrustedKey } from "./token-profile";

const NOW_MS = 1_800_000_000_000;
const NOW = NOW_MS / 1000;
const OUTSIDE = "https://login.example";

const profile: TokenProfile = { types: [], issuer: null, audience: "orders", permissionsClaim: "scope", leewaySeconds: 30 };

const keyOf = (kid: string, issuer: string): TrustedKey => ({ kid, alg: "RS256", jwk: { kty: "RSA" }, issuer });

function rules(external: KnownIssuer | null): FlawRules {
  return { profile, trustedKeys: [keyOf("ours", "acme.com")], issuer: (name) => (name === OUTSIDE ? external : null) };
}

function token(header: object, claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${part({ alg: "RS256", typ: "JWT", ...header })}.${part({ exp: NOW + 60, sub: "a", aud: "orders", ...claims })}.AAAA`;
}

describe("a token of an external issuer", () => {
  const trusted: KnownIssuer = { keys: [keyOf("theirs", OUTSIDE)], audience: "shop" };

  it.each([
    ["whose key is known, for the audience of its issuer: the signature", trusted, { kid: "theirs" }, { aud: "shop" }, "signature"],
    ["for the audience of the dialect instead", trusted, { kid: "theirs" }, {}, "other_audience"],
    [
      "whose issuer has no audience of its own, for that of the dialect",
      { ...trusted, audience: null },
      { kid: "theirs" },
      {},
      "signature",
    ],
    ["with a key that its issuer does not have", trusted, { kid: "else" }, { aud: "shop" }, "unknown_kid"],
    ["of an issuer that the API does not trust", null, { kid: "theirs" }, { aud: "shop" }, "unknown_kid"],
    ["that names one of our own keys", trusted, { kid: "ours" }, {}, "other_issuer"],
    ["with another algorithm", trusted, { kid: "theirs", alg: "ES256" }, { aud: "shop" }, "other_algorithm"],
    ["that is not valid yet", trusted, { kid: "theirs" }, { aud: "shop", nbf: NOW + 600 }, "not_yet_valid"],
    ["without an end", trusted, { kid: "theirs" }, { aud: "shop", exp: undefined }, "lacks_claims"],
  ] as const)("%s", (_name, issuer, header, claims, flaw) => {
    expect(tokenFlaw(token(header, { iss: OUTSIDE, ...claims }), rules(issuer), NOW_MS)).toBe(flaw);
  });
});
