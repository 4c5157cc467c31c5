// Promises about tokens that were signed here: who they speak for, where, and what is no access token.
import { expect, test } from "vitest";
import { judgeOwnToken, type OwnPlace } from "./own-token";

const TENANT = "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01";
const FOREIGN = "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a02";
const API = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const MANAGEMENT = "6c9e9669-9670-4f85-9f16-8396c2206f80";
const ISSUERS: Readonly<Record<string, string>> = { [TENANT]: "acme.com", [FOREIGN]: "other.example" };

const PROFILE = { types: [], issuer: null, audience: null, permissionsClaim: "roles", leewaySeconds: 60 } as const;
const AT_MANAGEMENT: OwnPlace = {
  apiId: MANAGEMENT,
  isManagement: true,
  profile: PROFILE,
  key: { tenantId: TENANT, retiresAtMs: null },
  issuerOf: (tenantId) => ISSUERS[tenantId] ?? null,
};
const AT_API: OwnPlace = { ...AT_MANAGEMENT, apiId: API, isManagement: false, key: { tenantId: null, retiresAtMs: null } };

const USER = { iss: "acme.com", sub: "u", tid: TENANT, tty: "at" };
const FUSION_AI_USER = { iss: "fusion-ai", aud: "api.mcp4.ai", sub: "user_u", tid: TENANT };
const KFD = { id: "k", api: API, plan: "gold", account: "m", endpoints: { "/a": ["GET"] }, addresses: ["10.0.0.0/8"] };
const CLIENT = { iss: "acme.com", sub: "key_0000000001", tid: TENANT, kfk: "key_0000000001", kfd: KFD };

test.each([
  ["in the FusionAuth form", "jwt", USER, AT_MANAGEMENT],
  ["in the RFC 9068 form", "at+jwt", { ...USER, tty: undefined }, AT_MANAGEMENT],
  ["in the Fusion AI form", "jwt", FUSION_AI_USER, AT_MANAGEMENT],
  ["by a key that any tenant may choose", "jwt", USER, { ...AT_MANAGEMENT, key: AT_API.key }],
])("a user's access token %s counts at the management API", (_, type, claims, place) => {
  expect(judgeOwnToken(type, claims, place)).toEqual({ key: null, issuedAtMs: null });
});

const CLIENT_KEY = {
  id: "k",
  publicId: "key_0000000001",
  planName: "gold",
  accountId: "m",
  endpoints: { "/a": ["GET"] },
  ipAllowList: ["10.0.0.0/8"],
};

test.each([
  ["of a tenant's key", CLIENT, AT_API, CLIENT_KEY],
  ["of a key of no tenant", { ...CLIENT, tid: undefined, iss: "anything" }, AT_API, CLIENT_KEY],
  [
    "with nothing but what a key must have",
    { ...CLIENT, kfd: { id: "k", api: API, plan: "gold" } },
    AT_API,
    { ...CLIENT_KEY, accountId: null, endpoints: {}, ipAllowList: [] },
  ],
  [
    "at a profile that pins the issuer",
    { ...CLIENT, iss: "fusion-ai" },
    { ...AT_API, profile: { ...PROFILE, issuer: "fusion-ai" } },
    CLIENT_KEY,
  ],
])("a token %s counts at the API of its key and brings the key's limits", (_, claims, place, key) => {
  expect(judgeOwnToken("jwt", claims, place)).toEqual({ key, issuedAtMs: null });
  expect(judgeOwnToken("at+jwt", claims, place)).toEqual({ key, issuedAtMs: null });
});

test.each<[string, string | null, Readonly<Record<string, unknown>>, OwnPlace]>([
  ["an ID token", "jwt", { ...USER, tty: "id" }, AT_MANAGEMENT],
  ["a token of no kind", "jwt", { ...USER, tty: undefined }, AT_MANAGEMENT],
  ["a vended token", "jwt", { ...USER, tty: "vended" }, AT_MANAGEMENT],
  ["a vended token dressed as RFC 9068", "at+jwt", { ...USER, tty: "vended" }, AT_MANAGEMENT],
  ["a vended token dressed as Fusion AI", "jwt", { ...FUSION_AI_USER, tty: "vended" }, AT_MANAGEMENT],
  ["a token without a type", null, USER, AT_MANAGEMENT],
  ["a token of another type", "logout+jwt", USER, AT_MANAGEMENT],
  ["another tenant's token", "jwt", { ...USER, tid: FOREIGN, iss: "other.example" }, AT_MANAGEMENT],
  ["a token of no tenant", "jwt", { ...USER, tid: undefined }, { ...AT_MANAGEMENT, key: AT_API.key }],
  ["a token whose tenant is a list", "jwt", { ...USER, tid: [TENANT] }, { ...AT_MANAGEMENT, key: AT_API.key }],
  ["a token of a tenant that is gone", "jwt", { ...USER, tid: "gone" }, { ...AT_MANAGEMENT, key: AT_API.key }],
  ["a token of another issuer than its tenant's", "jwt", { ...USER, iss: "other.example" }, AT_MANAGEMENT],
  ["a user's token at a protected API", "jwt", USER, { ...AT_API, key: AT_MANAGEMENT.key }],
  ["a user's token by the instance's key at a protected API", "jwt", USER, AT_API],
  ["a key's token at another API", "jwt", { ...CLIENT, kfd: { ...KFD, api: MANAGEMENT } }, AT_API],
  ["a key's token at the management API, which is not its API", "jwt", CLIENT, { ...AT_API, apiId: MANAGEMENT, isManagement: true }],
  ["kfk without kfd", "jwt", { ...USER, kfk: "key_0000000001" }, AT_MANAGEMENT],
  ["kfd without kfk", "jwt", { ...USER, kfd: KFD }, AT_MANAGEMENT],
  ["kfd without a plan", "jwt", { ...CLIENT, kfd: { ...KFD, plan: undefined } }, AT_API],
  ["kfd with addresses that are a text", "jwt", { ...CLIENT, kfd: { ...KFD, addresses: "10.0.0.0/8" } }, AT_API],
  ["kfd with grants that are a list", "jwt", { ...CLIENT, kfd: { ...KFD, endpoints: ["/a"] } }, AT_API],
  ["kfd that is null", "jwt", { ...CLIENT, kfd: null }, AT_API],
])("%s proves nothing", (_, type, claims, place) => {
  expect(judgeOwnToken(type, claims, place)).toBeNull();
});
