// Reads usage for the pages of the console. The use cases settle first: what this instance counted before is in it (ruling 29).

import type { KeyView } from "@/lib/core/schemas/key-view";
import type { UsageQuery, UsageRange } from "@/lib/core/schemas/usage-query";
import type { KeyHeadroomView, KeySparkline, KeyUsageView, UsageNoteView, UsageOverview } from "@/lib/core/schemas/usage-view";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { NOTES_SHOWN } from "@/lib/core/usage/notes";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { describeKeyUsage } from "@/lib/manage/usage/describe-key-usage";
import { listKeySparklines } from "@/lib/manage/usage/list-key-sparklines";
import { listUsageNotes } from "@/lib/manage/usage/list-usage-notes";
import { overviewUsage } from "@/lib/manage/usage/overview-usage";
import { writeFirstCall } from "./key-snippets";
import { type ConsoleWorld, readConsole } from "./published-console";

/** The use of a key as its page shows it. */
export interface ShownKeyUsage {
  readonly usage: KeyUsageView;
  /** null = the limiter cannot be asked now. */
  readonly headroom: KeyHeadroomView | null;
  /** A first request; null = its API is not served now. */
  readonly curl: string | null;
}

/** null where the key is gone meanwhile. */
export async function readKeyUsage(world: ConsoleWorld, key: KeyView): Promise<ShownKeyUsage | null> {
  const [usage, headroom, curl] = await Promise.all([
    describeKeyUsage(world, key.id),
    readConsole().usage.headroomOf(key),
    writeFirstCall(key),
  ]);
  return usage === null ? null : { usage, headroom, curl };
}

/** Thirty days of each of the keys, by their UUIDs. */
export function readSparklines(world: ConsoleWorld, keys: readonly KeyView[]): Promise<ReadonlyMap<string, KeySparkline>> {
  return listKeySparklines(
    world,
    keys.map(({ id }) => id),
  );
}

/** What the admin page shows. */
export interface ShownUsage {
  readonly overview: UsageOverview;
  readonly notes: readonly UsageNoteView[];
  /** Whether there is more than one. */
  readonly hasTenants: boolean;
}

const RANGE_MS: Readonly<Record<UsageRange, number>> = { "24h": 86_400_000, "7d": 7 * 86_400_000, "30d": 30 * 86_400_000 };

/** The usage of all keys, or of an API's. */
export async function readUsageOverview(world: ConsoleWorld, { range, api }: UsageQuery): Promise<ShownUsage> {
  const overview = await overviewUsage(world, { span: range, api });
  const sinceMs = world.nowMs() - RANGE_MS[range];
  const notes = await listUsageNotes(world, { sinceMs, limit: NOTES_SHOWN.ofInstance, ...(api === null ? {} : { api }) });
  return { overview, notes, hasTenants: (await listTenantNames(world, EVERYTHING, { most: 2 })).length > 1 };
}
