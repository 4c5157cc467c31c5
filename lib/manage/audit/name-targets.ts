// Finds out what people call what the audit is about, and which page shows it.
import type { NamedTarget } from "@/lib/core/schemas/shown-entry";
import { readUuid } from "@/lib/core/schemas/texts";
import type { World } from "@/lib/manage/world";

type Names = readonly (readonly [id: string, named: NamedTarget])[];
type Find = (prisma: World["prisma"], ids: string[]) => Promise<Names>;

/** By what stands before the colon of a target. */
const FINDERS: Readonly<Record<string, Find>> = {
  key: async (prisma, ids) => {
    const rows = await prisma.key.findMany({ where: { id: { in: ids } }, select: { id: true, publicId: true, name: true } });
    return rows.map(({ id, publicId, name }) => [id, { name: `${name} (${publicId})`, path: `/keys/${publicId}` }]);
  },
  tenant: async (prisma, ids) => {
    const rows = await prisma.tenant.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    return rows.map(({ id, name }) => [id, { name, path: `/tenants/${id}` }]);
  },
  api: async (prisma, ids) => {
    const rows = await prisma.api.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true, name: true } });
    return rows.map(({ id, slug, name }) => [id, { name, path: `/apis/${slug}` }]);
  },
  member: async (prisma, ids) => {
    const rows = await prisma.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    return rows.map(({ id, name }) => [id, { name, path: `/team/${id}` }]);
  },
  "signing-key": async (prisma, ids) => {
    const rows = await prisma.signingKey.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    return rows.map(({ id, name }) => [id, { name, path: "/settings/signing-keys" }]);
  },
};

const SETTING = "setting:";

/** By target; what has no name that is known stands by itself. Two targets of one kind cost one statement. */
export async function nameTargets(
  { prisma }: Pick<World, "prisma">,
  targets: readonly string[],
): Promise<ReadonlyMap<string, NamedTarget>> {
  const named = new Map<string, NamedTarget>();
  const idsByKind = new Map<string, string[]>();
  for (const target of new Set(targets)) {
    const [kind = "", rest = ""] = target.split(":", 2);
    const id = readUuid(rest);
    if (target.startsWith(SETTING)) named.set(target, { name: `the setting ${rest}`, path: `/settings#${rest}` });
    else if (target === "usage") named.set(target, { name: "the retention of usage", path: "/settings#retention" });
    else if (id !== null && Object.hasOwn(FINDERS, kind)) idsByKind.set(kind, [...(idsByKind.get(kind) ?? []), id]);
  }
  for (const [kind, ids] of idsByKind) {
    for (const [id, name] of (await FINDERS[kind]?.(prisma, ids)) ?? []) named.set(`${kind}:${id}`, name);
  }
  return named;
}
