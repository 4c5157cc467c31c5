// Reads an API for its editors.

import { namesOfSecrets } from "@/lib/core/api-secrets";
import type { EditedApi, KeysOfApi } from "@/lib/core/apis/edited-api";
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import type { World } from "@/lib/manage/world";
import type { ApiWorld } from "./api-world";
import { isBuiltIn } from "./judge-entry";
import { findStoredEntry } from "./stored-entry";

/** The API as it is stored now; null = there is none to edit: nothing of the service keys' own can be changed. */
export async function describeApi(world: Pick<ApiWorld, "prisma" | "unseal" | "nowMs">, slug: string): Promise<EditedApi | null> {
  const stored = slug === SERVICE_SLUG ? null : await findStoredEntry(world.prisma, world.unseal, slug);
  if (stored === null) return null;
  const { id, trustedKeys, upstreamHeaders, ...shown } = stored;
  const secretNames = namesOfSecrets({ trustedKeys, upstreamHeaders, issuers: [], signingSecret: null });
  const keys = { ...(await countKeys(world, id)), ...(await countUses(world, id)) };
  return { ...shown, secretNames, isBuiltIn: isBuiltIn(stored), keys };
}

/** Neither revoked nor expired. */
function living(apiId: string, nowMs: number) {
  return { apiId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(nowMs) } }] };
}

/** How many keys the API has. */
export async function countKeys(
  { prisma, nowMs }: Pick<World, "prisma" | "nowMs">,
  apiId: string,
): Promise<Pick<KeysOfApi, "living" | "ended">> {
  const all = await prisma.key.count({ where: { apiId } });
  const alive = await prisma.key.count({ where: living(apiId, nowMs()) });
  return { living: alive, ended: all - alive };
}

async function countUses({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, apiId: string) {
  const plans = await prisma.key.groupBy({ by: ["planName"], where: { apiId }, _count: { _all: true } });
  const now = new Date(nowMs());
  const templates = await prisma.$queryRaw<{ template: string; count: number }[]>`
    SELECT template, count(*)::int AS "count" FROM "Key" key, jsonb_object_keys(key."endpoints") AS template
    WHERE key."apiId" = ${apiId}::uuid AND key."revokedAt" IS NULL AND (key."expiresAt" IS NULL OR key."expiresAt" > ${now})
    GROUP BY template`;
  return {
    onPlan: Object.fromEntries(plans.map(({ planName, _count: count }) => [planName, count._all])),
    onTemplate: Object.fromEntries(templates.map(({ template, count }) => [template, count])),
  };
}
