// Moves a key from one state to another: revoked, paused, resumed.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** One step between states. */
export interface KeyStep {
  /** As the audit calls it. */
  readonly action: string;
  /** States the step leads from; from another state there is nothing to do. */
  readonly from: Prisma.KeyWhereInput;
  readonly change: (at: Date) => Prisma.KeyUpdateManyMutationInput;
  /** What a revoked key is told; null = being revoked is where the step leads. */
  readonly refusalWhenRevoked: string | null;
  /** Why the step is not taken now, or null; left out = it always is. */
  readonly judge?: (key: KeyRow, atMs: number) => Problem | null;
  /** Whether tokens that the key got as an OAuth client end with it. */
  readonly endsTokens: boolean;
}

/** Takes the step for the key with that UUID or public id. Whoever comes second at the same time finds nothing to do. */
export function changeKeyState(world: World, actor: string, reference: string, step: KeyStep): Promise<Outcome<KeyView>> {
  return changing(world, actor, async (change) => {
    const key = await findKeyRow(change.tx, reference);
    if (key === null) return ABSENT;
    const problem = step.judge?.(key, change.atMs) ?? null;
    if (problem !== null) return refused(problem);
    const { count } = await change.tx.key.updateMany({ where: { id: key.id, AND: step.from }, data: step.change(new Date(change.atMs)) });
    const after = (await findKeyRow(change.tx, key.id)) ?? key;
    if (count === 0 && after.revokedAt !== null && step.refusalWhenRevoked !== null) {
      return refused({ field: "state", code: "invalid", message: step.refusalWhenRevoked });
    }
    const view = viewKey(after, change.atMs);
    if (count === 0) return unchanged(view);
    change.record(key.tenantId ?? INSTANCE_CHAIN, step.action, `key:${key.id}`, { publicId: key.publicId, name: key.name });
    await announceSecrets(change, key.id);
    if (step.endsTokens) change.revokeTokens("key", key.id);
    return done(view);
  });
}
