// The keyed hash that chains audit rows.
import { createHmac } from "node:crypto";
import type { AuditMac } from "@/lib/core/audit/canonical-row";

/** HMAC-SHA-256 over the hash before and the row. The former has always 32 bytes, so no two pairs make the same message. */
export function createAuditMac(key: Uint8Array): AuditMac {
  return (previous, row) => createHmac("sha256", key).update(previous).update(row).digest();
}
