// The challenge that a passkey is to answer: sealed into the browser that asked for it, short-lived, answered once.
import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Change } from "@/lib/manage/changing";
import type { World } from "@/lib/manage/world";
import { openNote, sealNote } from "./browser-note";

const KIND = "passkey-challenge";

const challengeShape = z.strictObject({
  challenge: z.string(),
  /** Who adds a passkey; null = somebody signs in. */
  memberId: z.string().nullable(),
});

/** A challenge as its seal held it. */
export interface Challenge {
  readonly challenge: string;
  readonly expiresAtMs: number;
}

/** The text for the browser's cookie. */
export function sealChallenge(world: Pick<World, "sealing" | "nowMs">, challenge: string, memberId: string | null): string {
  return sealNote(world, KIND, { challenge, memberId });
}

/** The challenge in a cookie; null where it is not ours, is over, or was made for somebody else. */
export function openChallenge(world: Pick<World, "sealing" | "nowMs">, cookie: string | null, memberId: string | null): Challenge | null {
  const note = openNote(world, KIND, cookie, challengeShape);
  if (note === null || note.value.memberId !== memberId) return null;
  return { challenge: note.value.challenge, expiresAtMs: note.expiresAtMs };
}

/** Uses the challenge up. One that was answered before collides, which undoes the change. */
export async function spendChallenge({ world, tx, atMs }: Change, { challenge, expiresAtMs }: Challenge): Promise<void> {
  await tx.spentChallenge.deleteMany({ where: { expiresAt: { lt: new Date(atMs) } } });
  const fingerprint = Buffer.from(world.hasher.fingerprint(KIND, challenge), "hex");
  await tx.spentChallenge.create({ data: { fingerprint, expiresAt: new Date(expiresAtMs) } });
}
