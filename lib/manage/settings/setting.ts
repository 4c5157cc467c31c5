// Reads and changes what owners decide for the whole instance.
import type { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { check } from "@/lib/core/schemas/problem";
import type { Setting } from "@/lib/core/settings/setting";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { Tx, World } from "@/lib/manage/world";

/** Values are objects, so that a setting can grow. */
type ObjectSchema = z.ZodType<Record<string, unknown>>;

/** What holds now: the stored value, what it lacks by the fallback. A stored value that no longer fits does not count. */
export async function readSetting<Schema extends ObjectSchema>(
  { prisma }: { readonly prisma: Pick<Tx, "setting"> },
  { name, schema, fallback }: Setting<Schema>,
): Promise<z.output<Schema>> {
  const row = await prisma.setting.findUnique({ where: { name } });
  if (row === null) return fallback;
  const read = schema.safeParse({ ...fallback, ...(row.value as object) });
  return read.success ? read.data : fallback;
}

/** Changes the setting as a whole; for owners (`settings.write`). The audit names what changed, from what and to what. */
export async function changeSetting<Schema extends ObjectSchema>(
  world: World,
  actor: string,
  setting: Setting<Schema>,
  input: unknown,
): Promise<Outcome<z.output<Schema>>> {
  const checked = check(setting.schema, input);
  if (!checked.ok) return refused(...checked.problems);
  const wanted = checked.value;
  return changing(world, actor, async ({ tx, atMs, record }) => {
    const before = await readSetting({ prisma: tx }, setting);
    const names = Object.keys(wanted).filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(before[name]));
    if (names.length === 0) return unchanged(before);
    const row = { value: wanted as object, updatedAt: new Date(atMs) };
    await tx.setting.upsert({ where: { name: setting.name }, create: { name: setting.name, ...row }, update: row });
    const changes = Object.fromEntries(names.map((name) => [name, { from: before[name], to: wanted[name] }]));
    record(INSTANCE_CHAIN, "setting.change", `setting:${setting.name}`, changes as JsonObject);
    return done(wanted);
  });
}
