// Adds sums to the roll-ups of every grain, within the transaction of a fold.
import type { PoolClient } from "pg";
import { sumByUnit, type UsageSum, type UsageUnit } from "@/lib/core/usage/grains";
import { LATENCY_BUCKETS } from "@/lib/core/usage/latency";
import type { UsageDelta } from "@/lib/core/usage/usage-batch";
import type { Rollup, UsagePartitions } from "./usage-partitions";
import type { SeriesIds } from "./usage-series";

/** Rows that one statement adds. */
const BATCH = 250;

/** What goes into one roll-up, in the order of time and number. */
export interface RollupRows {
  readonly rollup: Rollup;
  readonly rows: readonly UsageSum[];
}

interface Grain {
  readonly rollup: Rollup;
  readonly unit: UsageUnit;
  /** Of whom. */
  readonly by: keyof SeriesIds;
}

const GRAINS: readonly Grain[] = [
  { rollup: "UsageMinute", unit: "minute", by: "series" },
  { rollup: "UsageHour", unit: "hour", by: "series" },
  { rollup: "UsageDay", unit: "day", by: "series" },
  { rollup: "UsageTotalHour", unit: "hour", by: "group" },
  { rollup: "UsageTotalDay", unit: "day", by: "group" },
];

/** The rows of every roll-up that these changes come to. `ids` are theirs, in their order. */
export function rollUp(deltas: readonly UsageDelta[], ids: readonly SeriesIds[]): RollupRows[] {
  return GRAINS.map(({ rollup, unit, by }) => {
    const sums = deltas.map((delta, index): UsageSum => ({ ...delta, startMs: delta.minuteMs, id: ids[index]?.[by] ?? 0 }));
    return { rollup, rows: sumByUnit(sums, unit).filter(isChange) };
  });
}

/** Makes the partitions that the rows go into. Not within their transaction: it would hold the whole roll-up. */
export async function preparePartitions(partitions: UsagePartitions, rollups: readonly RollupRows[]): Promise<void> {
  for (const { rollup, rows } of rollups) {
    await partitions.ensure(rollup, new Set(rows.map(({ startMs }) => startMs)));
  }
}

/** Adds the rows. Every fold locks rows in the same order, so that folds of several processes never wait crosswise. */
export async function addRollups(client: PoolClient, rollups: readonly RollupRows[]): Promise<void> {
  for (const { rollup, rows } of rollups) {
    for (let from = 0; from < rows.length; from += BATCH) await addRows(client, rollup, rows.slice(from, from + BATCH));
  }
}

async function addRows(client: PoolClient, rollup: Rollup, rows: readonly UsageSum[]): Promise<void> {
  const shared = [
    rows.map(({ startMs }) => startMs),
    rows.map(({ id }) => id),
    rows.map(({ count }) => count),
    rows.map(({ units }) => units),
    rows.map(({ bytes }) => bytes),
  ];
  const lastAt = rows.map(({ lastAtMs }) => lastAtMs);
  const latency = rows.map((row) => bucketsText(row.latency));
  const values = { last: [...shared, lastAt], both: [...shared, lastAt, latency], latency: [...shared, latency] }[SHAPES[rollup]];
  await client.query({ name: `keyfuse_add_${rollup}`, text: STATEMENTS[rollup], values });
}

/** Which columns a roll-up has besides the sums. */
type Shape = "last" | "both" | "latency";

const SHAPES: Readonly<Record<Rollup, Shape>> = {
  UsageMinute: "last",
  UsageHour: "both",
  UsageDay: "both",
  UsageTotalHour: "latency",
  UsageTotalDay: "latency",
};

const LAST_AT = {
  column: `"lastAt"`,
  type: "float8[]",
  value: `to_timestamp(u."lastAt" / 1000)`,
  sum: `GREATEST(m."lastAt", EXCLUDED."lastAt")`,
};
const LATENCY = {
  column: `"latency"`,
  type: "text[]",
  value: `u."latency"::bigint[]`,
  // Bucket by bucket as one expression: a fifth of what a function with an aggregate takes.
  sum: `CASE WHEN EXCLUDED."latency" = '{}' THEN m."latency" WHEN m."latency" = '{}' THEN EXCLUDED."latency"
    ELSE ARRAY[${Array.from({ length: LATENCY_BUCKETS }, (_, index) => `m."latency"[${index + 1}] + EXCLUDED."latency"[${index + 1}]`).join(", ")}] END`,
};
const EXTRA = { last: [LAST_AT], both: [LAST_AT, LATENCY], latency: [LATENCY] } as const satisfies Readonly<Record<Shape, unknown>>;

const STATEMENTS = Object.fromEntries(GRAINS.map((grain) => [grain.rollup, statementOf(grain)])) as Readonly<Record<Rollup, string>>;

function statementOf({ rollup, by }: Grain): string {
  const id = `"${by}Id"`;
  const extra = EXTRA[SHAPES[rollup]];
  const columns = [`"at"`, id, `"count"`, `"units"`, `"bytes"`, ...extra.map(({ column }) => column)].join(", ");
  const types = ["float8[]", "int[]", "bigint[]", "bigint[]", "bigint[]", ...extra.map(({ type }) => type)];
  const values = [`to_timestamp(u."at" / 1000)`, `u.${id}`, `u."count"`, `u."units"`, `u."bytes"`, ...extra.map(({ value }) => value)];
  const sums = [`"count"`, `"units"`, `"bytes"`].map((column) => `${column} = m.${column} + EXCLUDED.${column}`);
  return `INSERT INTO "${rollup}" AS m (${columns})
    SELECT ${values.join(", ")} FROM unnest(${types.map((type, index) => `$${index + 1}::${type}`).join(", ")}) AS u(${columns})
    ORDER BY u."at", u.${id}
    ON CONFLICT ("at", ${id}) DO UPDATE SET ${[...sums, ...extra.map(({ column, sum }) => `${column} = ${sum}`)].join(", ")}`;
}

/** All buckets, or none where nothing finished. */
function bucketsText(latency: readonly number[]): string {
  return latency.length === 0 ? "{}" : `{${Array.from({ length: LATENCY_BUCKETS }, (_, index) => latency[index] ?? 0).join(",")}}`;
}

/** Changes that cancel each other out within one unit write nothing. */
function isChange({ count, units, bytes, latency }: UsageSum): boolean {
  return count !== 0 || units !== 0 || bytes !== 0 || latency.length > 0;
}
