// A request for a key as it leaves.
import { type RequestView, requestView, stateOfRequest } from "@/lib/core/requests/request-view";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** What a view needs beside the row. */
export const REQUEST_RELATIONS = { api: { select: { slug: true, name: true } } } as const satisfies Prisma.KeyRequestInclude;

export type RequestRow = Prisma.KeyRequestGetPayload<{ include: typeof REQUEST_RELATIONS }>;

/** The views of rows, in their order, with the keys they became. */
export async function viewRequests(
  { prisma, nowMs }: Pick<World, "prisma" | "nowMs">,
  rows: readonly RequestRow[],
): Promise<RequestView[]> {
  const ids = rows.flatMap(({ keyId }) => keyId ?? []);
  const keys = ids.length === 0 ? [] : await prisma.key.findMany({ where: { id: { in: ids } }, select: { id: true, publicId: true } });
  const publicIds = new Map(keys.map(({ id, publicId }) => [id, publicId]));
  return rows.map((row) => viewRequest(row, row.keyId === null ? null : (publicIds.get(row.keyId) ?? null), nowMs()));
}

function viewRequest(row: RequestRow, key: string | null, nowMs: number): RequestView {
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return requestView.parse({
    id: row.id,
    state: stateOfRequest(row.state, row.revealUntil?.getTime() ?? null, nowMs),
    api: row.api.slug,
    apiName: row.api.name,
    memberId: row.memberId,
    name: row.name,
    email: row.email,
    organisation: row.organisation,
    purpose: row.purpose,
    plan: row.planName,
    createdAt: row.createdAt.toISOString(),
    confirmedAt: instant(row.confirmedAt),
    decidedAt: instant(row.decidedAt),
    decidedBy: row.decidedBy,
    reason: row.reason,
    revealUntil: instant(row.revealUntil),
    key,
  });
}
