// Tells that a key means something else from now on.
import { Buffer } from "node:buffer";
import type { Change } from "@/lib/manage/changing";

/** Announces every secret version of the key with that UUID. */
export async function announceSecrets(change: Change, keyId: string): Promise<void> {
  const secrets = await change.tx.keySecret.findMany({ where: { keyId }, select: { apiId: true, fingerprint: true } });
  for (const { apiId, fingerprint } of secrets) change.announceKey({ apiId, fingerprint: Buffer.from(fingerprint).toString("hex") });
}
