// Finds out what people call who did something.
import { readUuid } from "@/lib/core/schemas/texts";
import type { World } from "@/lib/manage/world";

const MEMBER = "member:";

/** What is no person. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ["anonymous", "somebody unknown"],
  ["bootstrap", "the bootstrap file"],
  ["command-line", "the command line"],
  ["organisation", "the organisation"],
  ["system", "Keyfuse"],
]);

/** By the audit's names: those of members, of keys, and of what acts by itself. A member who is gone has none. */
export async function nameActors({ prisma }: Pick<World, "prisma">, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = actors.flatMap((actor) => (actor.startsWith(MEMBER) ? (readUuid(actor.slice(MEMBER.length)) ?? []) : []));
  const members = ids.length === 0 ? [] : await prisma.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(members.map(({ id, name }) => [MEMBER + id, name]));
  for (const actor of actors) {
    const name = OTHERS.get(actor) ?? nameByKind(actor);
    if (name !== undefined) names.set(actor, name);
  }
  return names;
}

function nameByKind(actor: string): string | undefined {
  if (actor.startsWith("key:")) return `the key ${actor.slice("key:".length)}`;
  return actor.startsWith("request:") ? "whoever asked for the key" : undefined;
}
