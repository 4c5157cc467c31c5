// Pauses a key, and resumes it.
import type { KeyView } from "@/lib/core/schemas/key-view";
import { changeKeyState } from "@/lib/manage/keys/change-key-state";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** Refuses the key with that UUID or public id until it is resumed, and for good the tokens it got: they can be asked for anew. */
export function pauseKey(world: World, actor: string, reference: string): Promise<Outcome<KeyView>> {
  return changeKeyState(world, actor, reference, {
    action: "key.pause",
    from: { revokedAt: null, pausedAt: null },
    change: (pausedAt) => ({ pausedAt }),
    refusalWhenRevoked: "A revoked key cannot be paused.",
    endsTokens: true,
  });
}

/** Lets a paused key pass again. */
export function resumeKey(world: World, actor: string, reference: string): Promise<Outcome<KeyView>> {
  return changeKeyState(world, actor, reference, {
    action: "key.resume",
    from: { revokedAt: null, pausedAt: { not: null } },
    change: () => ({ pausedAt: null }),
    refusalWhenRevoked: "A revoked key cannot be resumed.",
    endsTokens: false,
  });
}
