import { expect, test } from "vitest";
import { judgeClaims } from "./judge-claims";
import type { TokenProfile } from "./token-profile";

const PROFILE: TokenProfile = {
  types: ["JWT"],
  issuer: "fusion-ai",
  audience: "api.mcp4.ai",
  permissionsClaim: "scope",
  leewaySeconds: 60,
};

/** The claims of the Fusion AI page. */
const PAGE = {
  sub: "user_12345",
  iss: "fusion-ai",
  aud: "api.mcp4.ai",
  exp: 1704067200,
  iat: 1704063600,
  scope: ["chat", "models", "account"],
};

const DURING_MS = 1704065000_000;
const judge = (claims: Record<string, unknown>, nowMs = DURING_MS, profile = PROFILE) =>
  judgeClaims({ ...PAGE, ...claims }, profile, nowMs);

test("the claims of the Fusion AI page hold", () => {
  expect(judge({ jti: "t1" })).toEqual({
    issuer: "fusion-ai",
    subject: "user_12345",
    tokenId: "t1",
    issuedAtMs: 1704063600_000,
    expiresAtMs: 1704067200_000,
    permissions: ["chat", "models", "account"],
    claims: { ...PAGE, jti: "t1" },
  });
});

test.each([
  ["no iss", { iss: undefined }],
  ["an empty iss", { iss: "" }],
  ["iss as a list", { iss: ["fusion-ai"] }],
  ["no sub", { sub: undefined }],
  ["sub as a number", { sub: 12345 }],
  ["jti as a number", { jti: 1 }],
  ["no exp", { exp: undefined }],
  ["exp as text", { exp: "1704067200" }],
  ["exp as null", { exp: null }],
  ["exp without end", { exp: Number.POSITIVE_INFINITY }],
  ["exp in milliseconds", { exp: 1704067200_000 }],
  ["a negative exp", { exp: -1 }],
  ["nbf as text", { nbf: "0" }],
  ["iat as text", { iat: "0" }],
  ["no aud", { aud: undefined }],
  ["another aud", { aud: "api.example.com" }],
  ["the aud in another case", { aud: "API.mcp4.ai" }],
  ["a list without our aud", { aud: ["a", "b"] }],
  ["an empty list of aud", { aud: [] }],
  ["a list of aud with a number", { aud: ["api.mcp4.ai", 1] }],
  ["aud as an object", { aud: { "api.mcp4.ai": true } }],
  ["scope as a number", { scope: 1 }],
  ["scope as a list with a number", { scope: ["chat", 1] }],
  ["scope as null", { scope: null }],
])("%s is refused", (_, claims) => {
  expect(judge(claims)).toBe("invalid_token");
});

test("aud may be a list that contains ours; without a demanded audience none is needed", () => {
  expect(judge({ aud: ["other", "api.mcp4.ai"] })).toMatchObject({ subject: "user_12345" });
  expect(judge({ aud: undefined }, DURING_MS, { ...PROFILE, audience: null })).toMatchObject({ subject: "user_12345" });
});

test.each([
  [["chat"], ["chat"]],
  ["chat models", ["chat", "models"]],
  [" chat  models ", ["chat", "models"]],
  ["", []],
  [undefined, []],
])("scope %j grants %j", (scope, permissions) => {
  expect(judge({ scope })).toMatchObject({ permissions });
});

test("permissions come from the claim that the profile names", () => {
  expect(judge({ roles: ["admin"] }, DURING_MS, { ...PROFILE, permissionsClaim: "roles" })).toMatchObject({ permissions: ["admin"] });
});

test("exp, nbf and iat hold within the leeway to the millisecond, and no profile stretches it beyond 60 s", () => {
  const generous = { ...PROFILE, leewaySeconds: 3600 };
  const strict = { ...PROFILE, leewaySeconds: 0 };
  for (const profile of [PROFILE, generous]) {
    expect(judge({}, 1704067259_999, profile)).toMatchObject({ subject: "user_12345" });
    expect(judge({}, 1704067260_000, profile)).toBe("expired");
    expect(judge({ nbf: 1704065060 }, 1704065000_000, profile)).toMatchObject({ subject: "user_12345" });
    expect(judge({ nbf: 1704065060 }, 1704064999_999, profile)).toBe("invalid_token");
    expect(judge({ iat: 1704065060 }, 1704065000_000, profile)).toMatchObject({ subject: "user_12345" });
    expect(judge({ iat: 1704065060 }, 1704064999_999, profile)).toBe("invalid_token");
  }
  expect(judge({}, 1704067199_999, strict)).toMatchObject({ subject: "user_12345" });
  expect(judge({}, 1704067200_000, strict)).toBe("expired");
});
