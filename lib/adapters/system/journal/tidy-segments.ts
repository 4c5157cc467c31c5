// Removes the segments of a journal that nobody needs any more.
import type { Offset } from "./read-journal";
import { listSegments, removeSegment, segmentWrittenMs } from "./segments";

/** So long folded segments are kept, since the windows of a restarted process are rebuilt from them. */
export const KEPT_MS = 3_600_000;

/**
 * Removes segments that are wholly folded and were last written an hour ago; where there is no room (`isShort`) the oldest folded one at
 * once, since going on to count is worth more than windows that are rebuilt to the unit instead of to the minute.
 */
export async function tidySegments(directory: string, folded: Offset | null, isShort: boolean): Promise<void> {
  const before = (await listSegments(directory)).filter((segment) => segment < (folded?.segment ?? 0));
  const dueMs = Date.now() - KEPT_MS;
  for (const [index, segment] of before.entries()) {
    const isNeeded = isShort && index === 0;
    if (isNeeded || (await segmentWrittenMs(directory, segment)) < dueMs) await removeSegment(directory, segment);
  }
}
