// Slows down keys that give secrets: whoever tries many could learn which ones are taken.
import type { Problem } from "@/lib/core/schemas/problem";
import type { World } from "@/lib/manage/world";

/** As many as the console allows a member: far more than people make by hand, far fewer than guessing takes. */
const LIMITS = [
  { limit: 20, seconds: 60 },
  { limit: 200, seconds: 3600 },
] as const;

/**
 * Null, or the problem of a given secret where the actor gave too many. Read from the audit, so that every process counts the same;
 * requests at the same instant may exceed it by as many as they are.
 */
export async function admitGivenSecret({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, actor: string): Promise<Problem | null> {
  for (const { limit, seconds } of LIMITS) {
    const count = await prisma.auditEntry.count({
      where: {
        at: { gt: new Date(nowMs() - seconds * 1000) },
        actor,
        OR: [{ action: "key.create.refused" }, { action: "key.create", details: { path: ["secret"], equals: "given" } }],
      },
    });
    if (count >= limit) return { field: "secret", code: "invalid", message: "Too many given secrets. Try again later." };
  }
  return null;
}
