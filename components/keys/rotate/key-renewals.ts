// What people are told of a key on pages: that its secret is old, that it ends soon.
import { type KeyLife, type Renewal, renewalsOf, worthTelling } from "@/lib/core/keys/renewal";
import type { KeyView } from "@/lib/core/schemas/key-view";

type RenewedKey = Pick<KeyView, "state" | "createdAt" | "expiresAt" | "secrets">;

/** Nothing of one that is revoked or has expired. */
export function renewalsOfKey(key: RenewedKey, nowMs: number): Renewal[] {
  return key.state === "revoked" ? [] : worthTelling(renewalsOf(lifeOf(key), nowMs));
}

function lifeOf({ createdAt, expiresAt, secrets }: RenewedKey): KeyLife {
  return {
    createdAtMs: Date.parse(createdAt),
    expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt),
    secretMadeAtMs: Date.parse(secrets.at(-1)?.createdAt ?? createdAt),
  };
}
