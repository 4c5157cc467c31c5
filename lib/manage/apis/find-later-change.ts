// Finds whether an API was changed after an instant.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type LaterChange, laterChange } from "@/lib/core/explanation/then";
import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import type { World } from "@/lib/manage/world";

/** Whoever changes an API more often within the time that requests are kept does not need to be told. */
const MOST_CHANGES = 100;

/** What changed about the API with that UUID since; null = nothing. */
export async function findLaterChange({ prisma }: Pick<World, "prisma">, apiId: string, sinceMs: number): Promise<LaterChange | null> {
  const rows = await prisma.auditEntry.findMany({
    where: { chain: INSTANCE_CHAIN, target: `api:${apiId}`, action: "api.update", at: { gt: new Date(sinceMs) } },
    orderBy: { at: "desc" },
    take: MOST_CHANGES,
    select: { at: true, details: true },
  });
  return laterChange(
    rows.map(({ at, details }) => {
      const told = details as Json;
      return { at: at.toISOString(), details: isJsonObject(told) ? told : {} };
    }),
  );
}
