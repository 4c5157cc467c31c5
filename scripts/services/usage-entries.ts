// Usage written as a process folds it, for tests of what reads it.
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { createUsageStore } from "@/lib/adapters/postgres/usage-store";
import type { DecisionEntry, UsageDelta } from "@/lib/core/usage/usage-batch";

/** Folds those changes under a journal of their own. */
export async function foldUsage(pool: Pool, deltas: readonly UsageDelta[], decisions: readonly DecisionEntry[] = []): Promise<void> {
  const to = { journal: randomUUID(), segment: 1, offset: 1 };
  const stored = await createUsageStore(pool).fold({ from: null, to, deltas, decisions });
  if (stored !== to) throw new Error("the usage was not folded");
}
