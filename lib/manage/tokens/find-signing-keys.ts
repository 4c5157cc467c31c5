// Finds signing keys.
import { type SigningKeySearch, type SigningKeyView, signingKeyType, TOKEN_ALGORITHMS } from "@/lib/core/schemas/signing-key";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";
import { SHOWN_COLUMNS, viewSigningKey } from "./view-signing-key";

type Reader = Pick<World, "prisma" | "signer">;

/** Every signing key, by name. */
export async function listSigningKeys(world: Reader): Promise<SigningKeyView[]> {
  const rows = await world.prisma.signingKey.findMany({ select: SHOWN_COLUMNS, orderBy: [{ name: "asc" }] });
  return rows.map((row) => viewSigningKey(world, row));
}

/** The key with that UUID, or null. */
export async function findSigningKey(world: Reader, id: string): Promise<SigningKeyView | null> {
  const row = await world.prisma.signingKey.findUnique({ select: SHOWN_COLUMNS, where: { id } });
  return row === null ? null : viewSigningKey(world, row);
}

const ORDER_COLUMNS = { id: "id", name: "name", insertInstant: "createdAt" } as const;

/** One page of the keys that match; `total` counts them all. `*` in a name stands for any text. */
export async function searchSigningKeys(world: Reader, search: SigningKeySearch): Promise<{ keys: SigningKeyView[]; total: number }> {
  const where = condition(search);
  const { by, direction } = search.order;
  const rows = await world.prisma.signingKey.findMany({
    select: SHOWN_COLUMNS,
    where,
    orderBy: [{ [ORDER_COLUMNS[by]]: direction }, { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { keys: rows.map((row) => viewSigningKey(world, row)), total: await world.prisma.signingKey.count({ where }) };
}

function condition({ algorithm, type, name }: SigningKeySearch): Prisma.SigningKeyWhereInput {
  const fitting = TOKEN_ALGORITHMS.filter((one) => (algorithm ?? one) === one && (type ?? signingKeyType(one)) === signingKeyType(one));
  // Prisma puts `%` around the text and leaves the rest of a LIKE pattern to us.
  const contains = name?.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%");
  return { algorithm: { in: fitting }, ...(contains === undefined ? {} : { name: { contains, mode: "insensitive" } }) };
}
