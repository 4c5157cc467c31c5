// Adds an entry to the audit in a client's own words.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { type AuditLogView, readAuditLog } from "@/lib/core/schemas/audit-log";
import { ADDED, viewAuditLog } from "@/lib/manage/audit/find-audit-logs";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";

/**
 * Adds it to the chain of that tenant (null = of the tenant that the entry names, else of the instance). Who really added it stands in
 * the row beside what the entry says.
 */
export async function addAuditLog(
  world: World,
  actor: string,
  tenantId: string | null,
  auditLog: JsonObject,
): Promise<Outcome<AuditLogView>> {
  const input = readAuditLog(auditLog);
  if (!input.ok) return refused(...input.problems);
  const { tenantId: named = null, extra, ...told } = input.value;
  const target = `audit-log:${randomUuid(world.randomBytes)}`;
  const outcome = await changing<null>(world, actor, async (change) => {
    const isForeign = named !== null && tenantId !== null && named !== tenantId;
    const isKnown = named === null || (!isForeign && (await change.tx.tenant.count({ where: { id: named } })) > 0);
    if (!isKnown) return refused({ field: "tenantId", code: "invalid", message: "There is no tenant with this id." });
    change.record(tenantId ?? named ?? INSTANCE_CHAIN, ADDED, target, { ...extra, ...told });
    return done(null);
  });
  if (outcome.kind === "refused" || outcome.kind === "absent") return outcome;
  // Its place in the chain is known once it is written.
  return done(viewAuditLog(await world.prisma.auditEntry.findFirstOrThrow({ where: { target } })));
}
