// A stored signing key as it leaves.
import type { JsonObject } from "@/lib/core/json";
import { lengthsOf, type SigningKeyView, signingKeyType, signingKeyView } from "@/lib/core/schemas/signing-key";
import { decodeBase64url } from "@/lib/core/tokens/base64url";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import type { World } from "@/lib/manage/world";
import type { SigningKey } from "@/prisma/generated/client";

/** The columns of a view: never the private part. */
export const SHOWN_COLUMNS = {
  id: true,
  kid: true,
  name: true,
  algorithm: true,
  publicJwk: true,
  retiresAt: true,
  createdAt: true,
  updatedAt: true,
} as const;

export type ShownSigningKey = Pick<SigningKey, keyof typeof SHOWN_COLUMNS>;

/** The view of a row. */
export function viewSigningKey({ signer }: Pick<World, "signer">, row: ShownSigningKey): SigningKeyView {
  const algorithm = row.algorithm as TokenAlgorithm;
  const publicJwk = row.publicJwk as JsonObject | null;
  return signingKeyView.parse({
    id: row.id,
    kid: row.kid,
    name: row.name,
    algorithm,
    type: signingKeyType(algorithm),
    length: lengthOf(algorithm, publicJwk),
    ...(publicJwk === null ? {} : { publicKey: signer.publicPem(publicJwk) }),
    hasPrivateKey: publicJwk !== null,
    ...(row.retiresAt === null ? {} : { expirationInstant: row.retiresAt.getTime() }),
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}

function lengthOf(algorithm: TokenAlgorithm, publicJwk: JsonObject | null): number {
  const modulus = typeof publicJwk?.n === "string" ? decodeBase64url(publicJwk.n) : null;
  return modulus === null ? (lengthsOf(algorithm)[0] ?? 0) : modulus.length * 8;
}
