// Ends a signing key: from a chosen instant on its tokens count no more.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { LONGEST_BELIEF_MS } from "@/lib/core/tokens/revocation";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/**
 * The key with that UUID signs no more, and verifies for so many milliseconds on, at most as long as a token of it can live; for a key
 * that retires already this is its new end. Whoever has no other key gets one with the next token. Refused once it has retired.
 */
export function retireSigningKey(world: World, actor: string, id: string, verifiesForMs: number): Promise<Outcome<null>> {
  return changing<null>(world, actor, async (change) => {
    const { tx, atMs } = change;
    const key = await tx.signingKey.findUnique({ where: { id }, select: { name: true, tenantId: true, retiresAt: true } });
    if (key === null) return ABSENT;
    if (key.retiresAt !== null && key.retiresAt.getTime() <= atMs) {
      return refused({ field: "", code: "invalid", message: "This key has retired already." });
    }
    const retiresAt = new Date(atMs + Math.min(Math.max(0, verifiesForMs), LONGEST_BELIEF_MS));
    await tx.signingKey.update({ where: { id }, data: { retiresAt } });
    const details = { name: key.name, until: retiresAt.toISOString() };
    change.record(key.tenantId ?? INSTANCE_CHAIN, "signing-key.retire", `signing-key:${id}`, details);
    change.announceCatalogue();
    return done(null);
  });
}
