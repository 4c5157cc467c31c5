// The members that a filter offers to choose from.
import { MOST_MEMBERS_OFFERED } from "@/lib/core/most-offered";
import type { World } from "@/lib/manage/world";

/** A member whom people choose by name. */
export interface OfferedMember {
  readonly id: string;
  readonly name: string;
}

/** By name, the first so many; and the one that is chosen already (null = none), wherever that one stands. */
export async function offerMembers({ prisma }: Pick<World, "prisma">, chosenId: string | null): Promise<readonly OfferedMember[]> {
  const select = { id: true, name: true };
  const first = await prisma.member.findMany({ select, orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST_MEMBERS_OFFERED });
  if (chosenId === null || first.length < MOST_MEMBERS_OFFERED || first.some(({ id }) => id === chosenId)) return first;
  const chosen = await prisma.member.findUnique({ where: { id: chosenId }, select });
  return chosen === null ? first : [...first, chosen];
}
