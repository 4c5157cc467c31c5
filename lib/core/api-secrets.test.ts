// Promise of the names of secrets: they hold nothing else.
import { expect, test } from "vitest";
import { namesOfSecrets } from "./api-secrets";

test("headers and token keys are named, and neither value nor key material goes along", () => {
  const names = namesOfSecrets({
    upstreamHeaders: [["X-Internal-Token", "the value"]],
    trustedKeys: [{ kid: "shared", alg: "HS256", jwk: { kty: "oct", k: "the key" }, issuer: null }],
    issuers: [],
    signingSecret: "the secret",
  });
  expect(names).toEqual({ upstreamHeaders: ["X-Internal-Token"], trustedKeys: [{ kid: "shared", alg: "HS256", issuer: null }] });
});
