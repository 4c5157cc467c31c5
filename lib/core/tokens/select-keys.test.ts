import { expect, test } from "vitest";
import { selectKeys } from "./select-keys";
import type { TokenAlgorithm, TokenProfile, TrustedKey } from "./token-profile";

const PROFILE: TokenProfile = { types: [], issuer: "fusion-ai", audience: null, permissionsClaim: "scope", leewaySeconds: 60 };
const key = (kid: string, alg: TokenAlgorithm, kty: string, issuer: string | null = null): TrustedKey => ({
  kid,
  alg,
  jwk: { kty },
  issuer,
});
const KEYS = [
  key("rsa-1", "RS256", "RSA"),
  key("rsa-2", "RS256", "RSA"),
  key("rsa-512", "RS512", "RSA"),
  key("ec", "ES256", "EC"),
  key("shared", "HS256", "oct"),
  key("other", "RS256", "RSA", "other-issuer"),
  key("mislabelled", "HS256", "RSA"),
];
const select = (alg: string, kid: string | null, iss: unknown = "fusion-ai", profile = PROFILE, keys = KEYS) =>
  selectKeys({ alg, kid, type: "jwt" }, { iss }, profile, keys).map((chosen) => chosen.kid);

test("with kid: that key, and only under the algorithm that it is pinned to", () => {
  expect(select("RS256", "rsa-1")).toEqual(["rsa-1"]);
  expect(select("HS256", "shared")).toEqual(["shared"]);
  for (const alg of ["RS512", "HS256", "none", "None", "", "rs256", "constructor"]) expect(select(alg, "rsa-1")).toEqual([]);
  expect(select("RS256", "unknown")).toEqual([]);
  expect(select("RS256", "")).toEqual([]);
});

test("without kid: the keys of exactly the header's algorithm", () => {
  expect(select("RS256", null)).toEqual(["rsa-1", "rsa-2"]);
  expect(select("ES256", null)).toEqual(["ec"]);
  for (const alg of ["ES384", "none", "rs256"]) expect(select(alg, null)).toEqual([]);
});

test("without kid: five at most", () => {
  const many = Array.from({ length: 9 }, (_, index) => key(`k${index}`, "RS256", "RSA"));
  expect(select("RS256", null, "fusion-ai", PROFILE, many)).toEqual(["k0", "k1", "k2", "k3", "k4"]);
});

test("HS256 never uses a key of another type", () => {
  expect(select("HS256", "mislabelled")).toEqual([]);
});

test("a key speaks for its issuer only; where nobody names one, for whichever issuer the token names", () => {
  expect(select("RS256", "other", "other-issuer")).toEqual(["other"]);
  expect(select("RS256", "other", "fusion-ai")).toEqual([]);
  expect(select("RS256", "rsa-1", "other-issuer")).toEqual([]);
  expect(selectKeys({ alg: "RS256", kid: "rsa-1", type: "jwt" }, {}, PROFILE, KEYS)).toEqual([]);
  const open = { ...PROFILE, issuer: null };
  for (const iss of [null, ""]) expect(select("RS256", "rsa-1", iss, open)).toEqual([]);
  expect(select("RS256", "rsa-1", "acme.com", open)).toEqual(["rsa-1"]);
});
