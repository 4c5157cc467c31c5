// Lists what changed lately about an API.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { nameActors } from "@/lib/manage/team/name-actors";
import type { World } from "@/lib/manage/world";

/** One change. */
export interface ApiAuditEntry {
  readonly sequence: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** As people know who did it. */
  readonly by: string;
  readonly action: string;
  readonly details: JsonObject;
}

const MOST_ENTRIES = 8;

/** The latest changes of the API with that UUID, newest first. */
export async function listApiAudit({ prisma }: Pick<World, "prisma">, apiId: string): Promise<readonly ApiAuditEntry[]> {
  const rows = await prisma.auditEntry.findMany({
    where: { chain: INSTANCE_CHAIN, target: `api:${apiId}` },
    orderBy: { sequence: "desc" },
    take: MOST_ENTRIES,
  });
  const names = await nameActors(
    { prisma },
    rows.map(({ actor }) => actor),
  );
  return rows.map(({ sequence, at, actor, action, details }) => ({
    sequence: String(sequence),
    at: at.toISOString(),
    by: names.get(actor) ?? actor,
    action,
    details: isJsonObject(details as Json) ? (details as JsonObject) : {},
  }));
}
