// Lets a key live longer.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { judgeLife } from "@/lib/core/keys/expiry";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { check } from "@/lib/core/schemas/problem";
import { SECURITY } from "@/lib/core/settings/security";
import { instant } from "@/lib/manage/bootstrap/bootstrap-fields";
import { changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";

const extension = z.strictObject({ expiresAt: instant });

/**
 * Moves the expiry of the key with that UUID or public id to a later instant; one that has expired passes again. Refused: a revoked key,
 * one that never expires, an instant that is not later, and one beyond what owners allow.
 */
export async function extendKey(world: World, actor: string, reference: string, fields: unknown): Promise<Outcome<KeyView>> {
  const input = check(extension, fields);
  if (!input.ok) return refused(...input.problems);
  const { expiresAt } = input.value;
  return changing(world, actor, async (change) => {
    const before = await findKeyRow(change.tx, reference);
    if (before === null) return ABSENT;
    const { longestKeyDays } = await readSetting({ prisma: change.tx }, SECURITY);
    const refusal = judge(before, expiresAt, change.atMs) ?? judgeLife(expiresAt.getTime(), longestKeyDays, change.atMs);
    if (refusal !== null) return refused({ field: "expiresAt", code: "invalid", message: refusal });
    // Whoever revokes it at the same time comes before or after.
    const { count } = await change.tx.key.updateMany({ where: { id: before.id, revokedAt: null }, data: { expiresAt } });
    if (count === 0) return refused({ field: "expiresAt", code: "invalid", message: REVOKED });
    const details = {
      publicId: before.publicId,
      name: before.name,
      from: before.expiresAt?.toISOString() ?? null,
      to: expiresAt.toISOString(),
    };
    change.record(before.tenantId ?? INSTANCE_CHAIN, "key.extend", `key:${before.id}`, details);
    await announceSecrets(change, before.id);
    return done(viewKey((await findKeyRow(change.tx, before.id)) ?? before, change.atMs));
  });
}

const REVOKED = "A revoked key cannot be extended.";

function judge(key: KeyRow, expiresAt: Date, atMs: number): string | null {
  if (key.revokedAt !== null) return REVOKED;
  if (key.expiresAt === null) return "This key never expires.";
  if (expiresAt.getTime() <= atMs) return "This instant has passed.";
  return expiresAt.getTime() > key.expiresAt.getTime() ? null : "The key lives longer already.";
}
