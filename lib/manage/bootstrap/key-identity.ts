// Which key an entry of a bootstrap file means, on every start.
import { createHash } from "node:crypto";

/**
 * The public id of a key entry. Where the file gives none it is derived from API and name, so that applying the file twice
 * makes one key: 52 bits of a digest as ten digits.
 */
export function keyIdentity(apiSlug: string, key: { readonly id?: string | undefined; readonly name: string }): string {
  if (key.id !== undefined) return key.id;
  const digest = createHash("sha256").update(`bootstrap key\0${apiSlug}\0${key.name}`).digest("hex");
  return `key_${String(Number.parseInt(digest.slice(0, 13), 16) % 1e10).padStart(10, "0")}`;
}
