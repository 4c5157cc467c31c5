// Lists what happened to a key, newest first.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { nameActors } from "@/lib/manage/team/name-actors";
import type { World } from "@/lib/manage/world";

/** One thing that happened. */
export interface KeyAuditEntry {
  readonly sequence: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** As people know who did it. */
  readonly by: string;
  readonly action: string;
  readonly details: JsonObject;
}

/** A page of the trail; `before` leads to the next one, null = there is none. */
export interface KeyAuditPage {
  readonly entries: readonly KeyAuditEntry[];
  readonly before: string | null;
}

const PAGE_SIZE = 10;

/** The key's trail from before that sequence number on; from the newest where it is left out or none. */
export async function listKeyAudit(
  { prisma }: Pick<World, "prisma">,
  key: Pick<KeyView, "id" | "tenantId">,
  before?: string,
): Promise<KeyAuditPage> {
  const chain = key.tenantId ?? (await firstChain(prisma, key.id));
  const rows = await prisma.auditEntry.findMany({
    where: { chain, target: `key:${key.id}`, sequence: { lt: readSequence(before) } },
    orderBy: { sequence: "desc" },
    take: PAGE_SIZE + 1,
  });
  const shown = rows.slice(0, PAGE_SIZE);
  const names = await nameActors(
    { prisma },
    shown.map(({ actor }) => actor),
  );
  const entries = shown.map(({ sequence, at, actor, action, details }) => ({
    sequence: String(sequence),
    at: at.toISOString(),
    by: names.get(actor) ?? actor,
    action,
    details: isJsonObject(details as Json) ? (details as JsonObject) : {},
  }));
  return { entries, before: rows.length > PAGE_SIZE ? (entries.at(-1)?.sequence ?? null) : null };
}

function readSequence(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined;
}

/** The rows of a key stand in one chain, in one order: its tenant's, also after the tenant was deleted and the key is without one. */
async function firstChain(prisma: World["prisma"], keyId: string): Promise<string> {
  const first = await prisma.auditEntry.findFirst({ where: { target: `key:${keyId}` }, orderBy: { at: "asc" }, select: { chain: true } });
  return first?.chain ?? INSTANCE_CHAIN;
}
