// What verifiers elsewhere may read: the public keys, and the document that says where they are.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { describeServer, serverMetadata } from "@/lib/core/oauth/server-metadata";
import type { TokenAlgorithm } from "./token-profile";

const text = z.string().optional();

/** A public key of RFC 7517. Strict: no private member can leave. */
const publicJwk = z.strictObject({
  kty: z.enum(["RSA", "EC", "OKP"]),
  kid: z.string(),
  alg: z.string(),
  use: z.literal("sig"),
  n: text,
  e: text,
  crv: text,
  x: text,
  y: text,
});

/** RFC 7517 §5. */
export const jwksAnswer = z.strictObject({ keys: z.array(publicJwk) }).meta({ id: "JsonWebKeySet" });

/** A signing key as far as it is public. */
export interface PublishedKey {
  readonly kid: string;
  readonly algorithm: TokenAlgorithm;
  readonly publicJwk: JsonObject;
}

/** Members that describe a public key of any type (RFC 7518 §6.2.1, §6.3.1; RFC 8037 §2). */
const PUBLIC_MEMBERS = ["kty", "n", "e", "crv", "x", "y"];

/** The key set. */
export function jwksOf(keys: readonly PublishedKey[]): z.output<typeof jwksAnswer> {
  return jwksAnswer.parse({ keys: keys.map(jwkOf) });
}

function jwkOf({ kid, algorithm, publicJwk: jwk }: PublishedKey): JsonObject {
  const members = Object.entries(jwk).filter(([name]) => PUBLIC_MEMBERS.includes(name));
  return { ...Object.fromEntries(members), kid, alg: algorithm, use: "sig" };
}

const texts = z.array(z.string());

/** OpenID Connect Discovery 1.0 §3, as far as it is true here. */
export const discoveryAnswer = z
  .strictObject({
    ...serverMetadata.shape,
    userinfo_endpoint: z.string(),
    subject_types_supported: texts,
    id_token_signing_alg_values_supported: texts,
    claims_supported: texts,
  })
  .meta({ id: "OpenIdConfiguration" });

const CLAIMS = [
  "applicationId",
  "aud",
  "auth_time",
  "email",
  "exp",
  "iat",
  "iss",
  "jti",
  "preferred_username",
  "roles",
  "sid",
  "sub",
  "tid",
];

/** The document for a tenant's issuer, of an instance that is reached under that origin. */
export function discoveryDocument(origin: string, issuer: string, algorithms: readonly string[]): z.output<typeof discoveryAnswer> {
  return {
    ...describeServer(origin),
    issuer,
    userinfo_endpoint: `${origin}/api/user`,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [...algorithms],
    claims_supported: CLAIMS,
  };
}
