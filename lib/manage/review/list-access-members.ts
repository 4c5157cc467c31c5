// Reads the members of the console for the access report: by role, then by name.
import type { AccessMember } from "@/lib/core/keys/access-lines";
import { ROLES } from "@/lib/core/roles";
import type { MemberPlace } from "@/lib/core/schemas/access-query";
import type { World } from "@/lib/manage/world";
import { Prisma } from "@/prisma/generated/client";
import type { FoundRow } from "./read-page";

interface StoredMember extends Omit<AccessMember, "isDisabled" | "createdAt"> {
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly rank: number;
  readonly folded: string;
}

/** Owners first. The table holds no other roles (migration 0001). */
const RANK = Prisma.sql`array_position(${[...ROLES].reverse()}::text[], m."role")`;
const NAME = Prisma.sql`(lower(m."name" COLLATE "C"))`;

/** So many members after the place. */
export async function readMembers(
  { prisma }: Pick<World, "prisma">,
  after: MemberPlace | null,
  most: number,
): Promise<FoundRow<AccessMember, MemberPlace>[]> {
  const beyond =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(${RANK}, ${NAME}, m."id") > (${after.rank}::int, ${after.name}::text, ${after.id}::uuid)`;
  const rows = await prisma.$queryRaw<StoredMember[]>`
    SELECT m."id", m."name", m."email", m."role", m."disabledAt", m."createdAt", ${RANK} AS "rank", ${NAME} AS "folded"
    FROM "Member" m WHERE ${beyond} ORDER BY "rank", "folded", m."id" LIMIT ${most}`;
  return rows.map(({ id, name, email, role, disabledAt, createdAt, rank, folded }) => ({
    row: { id, name, email, role, isDisabled: disabledAt !== null, createdAt: createdAt.toISOString() },
    place: { rank, name: folded, id },
  }));
}
