// The members of this instance, as the team's pages show them.
import { MOST_OFFERED } from "@/lib/core/most-offered";
import { readRole } from "@/lib/core/roles";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import type { Heir, MemberView } from "@/lib/core/schemas/team-view";
import { readUuid } from "@/lib/core/schemas/texts";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";
import { confinedTo, NAMED_CONFINEMENT } from "./confinement";
import { memberActor } from "./member";

/** The team's main list. */
export const MEMBERS = { name: "", sort: "oldest" } as const satisfies PlacedList;

/** A page of members, the oldest first. */
export async function listMembers(world: Pick<World, "prisma" | "nowMs">, placement: Placement): Promise<ListPage<MemberView>> {
  const read = (seek: Seek) => world.prisma.member.findMany({ ...seek, include: NAMED_CONFINEMENT });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.oldest, read);
  const counts = await countKeys(
    world,
    rows.map(({ id }) => id),
  );
  return { ...beside, rows: rows.map((row) => viewMember(row, counts.get(memberActor(row)) ?? 0)) };
}

/** One member, or null. */
export async function showMember(world: Pick<World, "prisma" | "nowMs">, reference: string): Promise<MemberView | null> {
  const id = readUuid(reference);
  const row = id === null ? null : await world.prisma.member.findUnique({ where: { id }, include: NAMED_CONFINEMENT });
  if (row === null) return null;
  const counts = await countKeys(world, [row.id]);
  return viewMember(row, counts.get(memberActor(row)) ?? 0);
}

/** The first by name of the members who could hold the keys of that member; null = of the organisation. */
export function listHeirs({ prisma }: Pick<World, "prisma">, memberId: string | null): Promise<Heir[]> {
  return prisma.member.findMany({
    where: { id: { not: memberId ?? undefined }, disabledAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_OFFERED,
    select: { id: true, name: true, email: true },
  });
}

/** How many keys that still work, or could again, each of them holds. */
async function countKeys({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const actors = ids.map((id) => memberActor({ id }));
  const living = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(nowMs()) } }] };
  const counts = await prisma.key.groupBy({ by: ["createdBy"], where: { createdBy: { in: actors }, ...living }, _count: { _all: true } });
  return new Map(counts.map(({ createdBy, _count }) => [createdBy, _count._all]));
}

type MemberRow = Prisma.MemberGetPayload<{ include: typeof NAMED_CONFINEMENT }>;

function viewMember(row: MemberRow, keys: number): MemberView {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: readRole(row.role),
    confinedTo: confinedTo(row),
    hasSecondFactor: row.totpSince !== null,
    isDisabled: row.disabledAt !== null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    keys,
  };
}
