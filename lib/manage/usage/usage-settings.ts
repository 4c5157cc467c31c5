// How long usage is kept: reading it, and changing it.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check } from "@/lib/core/schemas/problem";
import { DEFAULT_RETENTION, type UsageRetention, usageRetention } from "@/lib/core/usage/retention";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { Tx, World } from "@/lib/manage/world";

const ONLY_ROW = { id: 1 };

/** What is kept now. */
export async function readUsageRetention({ prisma }: Pick<World, "prisma">): Promise<UsageRetention> {
  return readStored(prisma);
}

/** Changes what is kept; for owners (`settings.write`). What becomes too old by it is removed within the hour. */
export async function changeUsageRetention(world: World, actor: string, input: unknown): Promise<Outcome<UsageRetention>> {
  const checked = check(usageRetention, input);
  if (!checked.ok) return refused(...checked.problems);
  const wanted = checked.value;
  return changing(world, actor, async ({ tx, record }) => {
    const before = await readStored(tx);
    const changes = (Object.keys(wanted) as (keyof UsageRetention)[]).filter((name) => wanted[name] !== before[name]);
    if (changes.length === 0) return unchanged(before);
    await tx.usageSettings.upsert({ where: ONLY_ROW, create: { ...ONLY_ROW, ...wanted }, update: wanted });
    if (wanted.decisionsOfKey === 0) await tx.usageDecision.deleteMany();
    const details = Object.fromEntries(changes.map((name) => [name, { from: before[name], to: wanted[name] }]));
    record(INSTANCE_CHAIN, "usage.retention", "usage", details);
    return done(wanted);
  });
}

async function readStored(tx: Pick<Tx, "usageSettings">): Promise<UsageRetention> {
  const row = await tx.usageSettings.findUnique({ where: ONLY_ROW });
  if (row === null) return DEFAULT_RETENTION;
  const { minuteHours, hourDays, dayDays, decisionsOfKey } = row;
  return { minuteHours, hourDays, dayDays, decisionsOfKey };
}
