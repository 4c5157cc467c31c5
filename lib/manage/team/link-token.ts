// The tokens of links that are opened once: 256 random bits, stored as a keyed hash only.
import { Buffer } from "node:buffer";
import { Secret } from "@/lib/core/secrets/secret";
import type { World } from "@/lib/manage/world";

const TOKEN_BYTES = 32;

/**
 * Strangers may ask for somebody's link. One that is younger than this stays good and is not sent anew, so that asking again and again
 * does not take the link away that its owner is about to open.
 */
export const YOUNG_LINK_MS = 10 * 60_000;

/** What a link opens. A token of one kind opens no link of another. */
type LinkKind = "invitation" | "reset";

/** A new token, and what is stored of it. */
export function newLinkToken(world: Pick<World, "randomBytes" | "hasher">, kind: LinkKind) {
  const token = new Secret(Buffer.from(world.randomBytes(TOKEN_BYTES)).toString("base64url"));
  return { token, fingerprint: linkFingerprint(world, kind, token.reveal()) };
}

/** What is stored of a token. */
export function linkFingerprint({ hasher }: Pick<World, "hasher">, kind: LinkKind, token: string): Uint8Array<ArrayBuffer> {
  return Buffer.from(hasher.fingerprint(`link ${kind}`, token), "hex");
}

/** The links of an instance reached under that origin. The token stands in the fragment, which browsers send to nobody. */
export function linksOf(origin: string) {
  return {
    join: (token: Secret) => `${origin}/join#${token.reveal()}`,
    reset: (token: Secret) => `${origin}/reset#${token.reveal()}`,
  };
}
