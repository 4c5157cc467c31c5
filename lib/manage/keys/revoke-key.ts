// Revokes a key, for good.
import type { KeyView } from "@/lib/core/schemas/key-view";
import { changeKeyState } from "@/lib/manage/keys/change-key-state";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** Revokes the key with that UUID or public id; all its secrets, and the tokens it got, are refused from then on. A revoked key stays revoked. */
export function revokeKey(world: World, actor: string, reference: string): Promise<Outcome<KeyView>> {
  return changeKeyState(world, actor, reference, {
    action: "key.revoke",
    from: { revokedAt: null },
    change: (revokedAt) => ({ revokedAt }),
    refusalWhenRevoked: null,
    endsTokens: true,
  });
}
