// Revokes a key, for good.
import { readRevokingWords } from "@/lib/core/keys/bulk-step";
import { wasUsedLately } from "@/lib/core/keys/recent-use";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { Problem } from "@/lib/core/schemas/problem";
import { changeKeyState, type KeyStep } from "@/lib/manage/keys/change-key-state";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

const REVOKE: KeyStep = {
  action: "key.revoke",
  from: { revokedAt: null },
  change: (revokedAt) => ({ revokedAt }),
  refusalWhenRevoked: null,
  endsTokens: true,
};

/** Revokes the key with that UUID or public id; all its secrets, and the tokens it got, are refused from then on. A revoked key stays revoked. */
export function revokeKey(world: World, actor: string, reference: string): Promise<Outcome<KeyView>> {
  return changeKeyState(world, actor, reference, REVOKE);
}

/** The same on a page: whoever ends a key that was used in the last 24 hours types its name, so that it is the one they mean. */
export function revokeKeyByName(world: World, actor: string, reference: string, typedName: string): Promise<Outcome<KeyView>> {
  const message = "Type the key's name as it stands above.";
  return revokeAgreed(world, actor, reference, (name) => typedName.trim() === name, { field: "typedName", code: "invalid", message });
}

/** The same for one of several keys that are revoked together: whoever does that types of how many (`revoke 12 keys`). */
export function revokeKeyAmongOthers(world: World, actor: string, reference: string, typed: unknown): Promise<Outcome<KeyView>> {
  const message = "It was used in the last 24 hours, and the words that agree to that were not typed.";
  return revokeAgreed(world, actor, reference, () => readRevokingWords(typed) !== null, { field: "typed", code: "invalid", message });
}

function revokeAgreed(
  world: World,
  actor: string,
  reference: string,
  isAgreed: (name: string) => boolean,
  problem: Problem,
): Promise<Outcome<KeyView>> {
  return changeKeyState(world, actor, reference, {
    ...REVOKE,
    judge: ({ name, lastUsedAt, revokedAt }, atMs) =>
      revokedAt !== null || !wasUsedLately(lastUsedAt?.getTime() ?? null, atMs) || isAgreed(name) ? null : problem,
  });
}
