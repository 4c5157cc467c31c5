// Asks the database which version it is.
import type { World } from "@/lib/manage/world";

/** `18.0`, without what its packager adds. */
export async function readDatabaseVersion({ prisma }: Pick<World, "prisma">): Promise<string> {
  const [row] = await prisma.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS "version"`;
  return row?.version.split(" ", 1)[0] ?? "unknown";
}
