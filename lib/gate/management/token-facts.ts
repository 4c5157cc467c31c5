// What the API reference says about the operations on tokens and public keys.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { issueAnswer, publicKeyAnswer, validateAnswer, vendAnswer } from "@/lib/core/schemas/token-calls";
import { discoveryAnswer, discoveryDocument, jwksAnswer } from "@/lib/core/tokens/published-keys";
import { vendFields } from "@/lib/manage/tokens/vend-token";

const TAG = "Tokens";
const TOKEN = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln";
const PEM = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…\n-----END PUBLIC KEY-----\n";
const KID = "0f0b6a5e-9d0c-4c43-a3a6-5f1f5d4f7b02";

export const ISSUE_QUERY = z.strictObject({
  applicationId: z.string().optional().meta({ description: "The application that the token is for." }),
  refreshToken: z
    .string()
    .optional()
    .meta({ description: "Without effect here: the token belongs to the session of the one that is sent." }),
});
export const PUBLIC_KEY_QUERY = z.strictObject({
  kid: z.string().optional().meta({ description: "The `kid` of one key." }),
  applicationId: z.string().optional().meta({ description: "The application whose key is asked for." }),
});

const DISCOVERY = { schema: discoveryAnswer, example: discoveryDocument("https://keys.example.com", "example.com", ["RS256"]) };

/** By operation. */
export const FACTS = {
  retrieveJwks: {
    id: "retrieveJsonWebKeySet",
    tag: TAG,
    summary: "Read the public keys that verify tokens",
    description: "Shared (HS256) keys are not among them. While a key is being replaced, old and new are.",
    access: "open",
    answer: {
      schema: jwksAnswer,
      example: {
        keys: [{ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", kid: KID, alg: "EdDSA", use: "sig" }],
      },
    },
  },
  retrieveDiscovery: {
    id: "retrieveOpenIdConfiguration",
    tag: TAG,
    summary: "Find issuer, keys and endpoints",
    description: "Of the tenant that the header names, else of the oldest one.",
    access: "open",
    answer: DISCOVERY,
  },
  retrieveTenantDiscovery: {
    id: "retrieveOpenIdConfigurationOfTenant",
    tag: TAG,
    summary: "Find issuer, keys and endpoints of a tenant",
    access: "open",
    answer: DISCOVERY,
  },
  retrievePublicKey: {
    id: "retrievePublicKey",
    tag: TAG,
    summary: "Read a public key, or all of them, as PEM",
    description: "404 where no key, or no application, has that name, and for a shared key.",
    access: "open",
    query: PUBLIC_KEY_QUERY,
    answer: { schema: publicKeyAnswer, example: { publicKey: PEM } },
  },
  validateToken: {
    id: "validateToken",
    tag: TAG,
    summary: "Validate a token",
    description: "401 for one that does not count, and for an API key.",
    access: "token-or-key",
    answer: {
      schema: validateAnswer,
      example: { jwt: { iss: "example.com", sub: "6a1f0c58-2f4e-4a52-9c1d-0e7a5b8c9d01", exp: 1767229200, iat: 1767225600, tty: "at" } },
    },
  },
  issueToken: {
    id: "issueToken",
    tag: TAG,
    summary: "Get a token for another application of the same tenant",
    description:
      "With a user's token. 404 for an unknown application, 401 for a user who is not registered there. The token lives no longer than the one that is sent.",
    access: "token-or-key",
    query: ISSUE_QUERY,
    answer: { schema: issueAnswer, example: { token: TOKEN } },
  },
  vendToken: {
    id: "vendToken",
    tag: TAG,
    summary: "Get a token with claims of your choice",
    description:
      "For verifiers of your own: this instance takes it nowhere as a credential. `exp`, `iat`, `jti`, `tid`, `sid`, `tty`, `auth_time`, `kfk` and `kfd` are ours, whatever is sent; `iss` is the tenant's unless the key is of no tenant.",
    access: "key",
    body: { schema: vendFields, example: { claims: { sub: "device-17", scope: "read" }, timeToLiveInSeconds: 60 } },
    answer: { schema: vendAnswer, example: { token: TOKEN } },
  },
} as const satisfies Record<string, OperationFacts>;
