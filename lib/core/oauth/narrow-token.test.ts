import { describe, expect, test } from "vitest";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import { ACCESS_TOKEN_TYPE, narrowToken, readExchange } from "./narrow-token";

const EXCHANGE = { subject_token: "a.b.c", subject_token_type: ACCESS_TOKEN_TYPE };
const form = (parameters: Record<string, string>) => new Map(Object.entries(parameters));

const CLAIMS = { iss: "keys", sub: "key_0000000001", aud: ["payments", "models"], iat: 1000, exp: 2000, jti: "t1", kfk: "key_0000000001" };
const token = (permissions: readonly string[], claims: Record<string, unknown> = {}): VerifiedToken => ({
  issuer: "keys",
  subject: "key_0000000001",
  tokenId: "t1",
  issuedAtMs: 1_000_000,
  expiresAtMs: 2_000_000,
  permissions,
  claims: { ...CLAIMS, scope: permissions.join(" "), ...claims },
});

describe("an exchange", () => {
  test("needs a subject token and its type, and no more", () => {
    expect(readExchange(form(EXCHANGE))).toEqual({ subjectToken: "a.b.c", scope: null, audience: null });
    expect(readExchange(form({ ...EXCHANGE, scope: "a b", resource: "payments" }))).toEqual({
      subjectToken: "a.b.c",
      scope: ["a", "b"],
      audience: "payments",
    });
  });

  test.each([
    ["no subject token", { subject_token_type: ACCESS_TOKEN_TYPE }, "invalid_request"],
    ["no type of it", { subject_token: "a.b.c" }, "invalid_request"],
    ["a refresh token", { ...EXCHANGE, subject_token_type: "urn:ietf:params:oauth:token-type:refresh_token" }, "invalid_request"],
    [
      "a refresh token asked for",
      { ...EXCHANGE, requested_token_type: "urn:ietf:params:oauth:token-type:refresh_token" },
      "invalid_request",
    ],
    ["somebody who acts", { ...EXCHANGE, actor_token: "a.b.c", actor_token_type: ACCESS_TOKEN_TYPE }, "invalid_request"],
    ["a scope that is none", { ...EXCHANGE, scope: "a  b" }, "invalid_scope"],
    ["two targets", { ...EXCHANGE, audience: "a", resource: "b" }, "invalid_target"],
  ])("is refused with %s", (_, parameters, error) => {
    expect(readExchange(form(parameters))).toMatchObject({ error });
  });
});

describe("a token is narrowed", () => {
  const narrow = (of: VerifiedToken, scope: readonly string[] | null, audience: string | null = null) =>
    narrowToken(of, "at+jwt", { permissionsClaim: "scope" }, { scope, audience });

  test("to a part of its scope; its key, times and subject stay, and it names what it came from", () => {
    expect(narrow(token(["read", "write"]), ["read"])).toEqual({
      type: "at+jwt",
      permissions: ["read"],
      notAfterMs: 2_000_000,
      claims: { ...CLAIMS, scope: "read", anc: ["t1"] },
    });
  });

  test("to one of its audiences", () => {
    expect(narrow(token(["read"]), null, "models")).toMatchObject({ claims: { aud: "models", scope: "read" } });
  });

  test("in the way in which it writes permissions, in every list of them", () => {
    const both = token(["read", "write"], { scope: ["read", "write"], roles: ["read", "write"] });
    expect(narrow(both, ["write"])).toMatchObject({ claims: { scope: ["write"], roles: ["write"] } });
  });

  test("a token for everything is narrowed to any name", () => {
    expect(narrow(token(["*"]), ["read"])).toMatchObject({ permissions: ["read"], claims: { scope: "read" } });
  });

  test.each([
    ["a permission that it lacks", token(["read"]), ["write"], null, "invalid_scope"],
    ["everything", token(["read"]), ["*"], null, "invalid_scope"],
    ["another audience", token(["read"]), null, "other", "invalid_target"],
    ["any audience, where it has none", token(["read"], { aud: undefined }), null, "other", "invalid_target"],
    ["one more, after nine", token(["read"], { anc: Array.from({ length: 8 }, String) }), null, null, "invalid_request"],
  ])("never to %s", (_, of, scope, audience, error) => {
    expect(narrow(of, scope, audience)).toMatchObject({ error });
  });
});
