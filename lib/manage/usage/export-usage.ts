// Exports usage: every sum of a selection, one after the other, in constant memory.
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import type { UsagePlace } from "@/lib/core/schemas/usage-cursor";
import type { UsageUnit } from "@/lib/core/usage/grains";
import { keptSince } from "@/lib/core/usage/retention";
import { segmentsOf } from "@/lib/core/usage/segments";
import { SUM_HEADS, SUM_LINES } from "@/lib/core/usage/sum-lines";
import { readSums, type SelectedSum } from "./read-sums";
import { selectUsage, type UsageFilter } from "./usage-selection";
import type { UsageWorld } from "./usage-world";

/** What is exported. */
export interface UsageExport extends UsageFilter {
  readonly unit: UsageUnit;
  /** Inclusive. */
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
}

/** So many at a time occupy the embedded database for less than 50 ms. */
const PIECE = 1000;

/** Pieces of the selection in the order of time. What is counted meanwhile may be in it or not. */
export async function* exportUsage(world: UsageWorld, wanted: UsageExport): AsyncGenerator<readonly SelectedSum[]> {
  await world.usage.settle();
  const selection = await selectUsage(world, wanted);
  if (selection === null) return;
  const nowMs = world.nowMs();
  const segments = segmentsOf(wanted.unit, wanted.startMs, wanted.endMs, keptSince(nowMs), nowMs);
  let after: UsagePlace | null = null;
  while (true) {
    const sums: SelectedSum[] = await readSums(world, selection, segments, after, PIECE);
    if (sums.length > 0) yield sums;
    const last = sums.at(-1);
    if (last === undefined || sums.length < PIECE) return;
    after = { startMs: last.startMs, id: last.id };
  }
}

/** The same as lines with their line breaks, some at a time. `tell` hears how many sums each piece had. */
export async function* writeUsage(
  world: UsageWorld,
  wanted: UsageExport,
  format: ExportFormat,
  tell: (count: number) => void = () => {},
): AsyncGenerator<string> {
  if (SUM_HEADS[format] !== "") yield SUM_HEADS[format];
  for await (const sums of exportUsage(world, wanted)) {
    yield sums.map(SUM_LINES[format]).join("");
    tell(sums.length);
  }
}
