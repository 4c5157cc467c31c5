// Looks after what piles up, in one process for all: partitions ahead of time, retention, rankings, notes about keys, old revocations.
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { deleteExpiredRevocations } from "@/lib/adapters/postgres/revocation-store";
import { noteActivity } from "@/lib/adapters/postgres/usage-activity";
import { noteFinished, readFinished, UpkeepLease } from "@/lib/adapters/postgres/usage-jobs";
import { ROLLUPS, type Rollup, UsagePartitions, vacuumPresent } from "@/lib/adapters/postgres/usage-partitions";
import { type Pace, rankUsage } from "@/lib/adapters/postgres/usage-rankings";
import { removeOldUsage } from "@/lib/adapters/postgres/usage-retention";
import { UNIT_MS } from "@/lib/core/usage/grains";
import { USAGE_SPANS, type UsageSpan } from "@/lib/core/usage/spans";
import { readUsageRetention } from "@/lib/manage/usage/usage-settings";
import type { World } from "@/lib/manage/world";

export interface UsageUpkeepOptions {
  readonly pool: Pool;
  readonly world: Pick<World, "prisma" | "nowMs">;
  /** Whether the database is the embedded one, which vacuums nothing by itself. */
  readonly isEmbedded: boolean;
  /** Told when a round failed, once until one succeeds again. */
  readonly onFault: (fault: unknown) => void;
  /** What else is looked after, of other things than usage. */
  readonly more?: readonly Job[];
  /** Between two rounds. */
  readonly everyMs?: number;
}

/** Upkeep that runs by itself. */
export interface UsageUpkeep {
  /** Does now what is due, or waits for the round that is doing it. @returns whether this process was the one to do it. Rejects when the database cannot be asked. */
  run(): Promise<boolean>;
  /** Ends after the piece that is being worked on. */
  close(): Promise<void>;
}

const EVERY_MS = 30_000;
/** Well before the lease runs out. */
const HOLD_ON_EVERY_MS = 15_000;
/** Others have the database for at least so long after each piece. */
const PAUSE_MS = 20;
/** A ranking that took long is not made again at once: it may have a twentieth of the time. */
const REST_FACTOR = 20;
const LEAST_REST_MS: Readonly<Record<UsageSpan, number>> = { "24h": 60_000, "7d": 300_000, "30d": 900_000 };
const MINUTE_MS = 60_000;

/** A part of the work, done when its time has come and finished before the next part begins. */
export interface Job {
  readonly name: string;
  /** Since it was finished last. */
  readonly everyMs: () => number;
  /** @returns whether it was finished */
  readonly work: (nowMs: number, lastMs: number, pace: Pace) => Promise<boolean>;
}

/** Begins to look after usage. */
export function openUsageUpkeep(options: UsageUpkeepOptions): UsageUpkeep {
  const { pool, world, onFault, everyMs = EVERY_MS } = options;
  const lease = new UpkeepLease(pool);
  const ending = new AbortController();
  const jobs = jobsOf(options);
  let takenMs = Number.NEGATIVE_INFINITY;
  const holdOn = async () => {
    if (performance.now() - takenMs < HOLD_ON_EVERY_MS) return true;
    const isHeld = await lease.take();
    takenMs = isHeld ? performance.now() : Number.NEGATIVE_INFINITY;
    return isHeld;
  };
  const pace: Pace = {
    holder: lease.holder,
    elapsedMs: () => performance.now(),
    async pause() {
      await sleep(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => {});
      return !ending.signal.aborted && (await holdOn());
    },
  };

  async function doWhatIsDue(): Promise<boolean> {
    if (ending.signal.aborted || !(await holdOn())) return false;
    const finished = await readFinished(pool);
    const faults: unknown[] = [];
    for (const job of jobs) {
      const isDone = await doOnce(job, finished.get(job.name) ?? 0).catch((fault: unknown) => {
        // The others have nothing to do with it.
        faults.push(fault);
        return true;
      });
      if (!isDone) return false;
    }
    if (faults.length > 0) throw faults[0];
    return true;
  }

  async function doOnce({ name, everyMs: restMs, work }: Job, finishedMs: number): Promise<boolean> {
    const nowMs = world.nowMs();
    // What was finished in time to come was so by a clock that was wrong.
    const lastMs = finishedMs > nowMs + MINUTE_MS ? 0 : finishedMs;
    if (nowMs - lastMs < restMs()) return true;
    if (!(await work(nowMs, lastMs, pace))) return false;
    await noteFinished(pool, name, lease.holder, nowMs);
    return true;
  }

  let running: Promise<boolean> | null = null;
  function run(): Promise<boolean> {
    running ??= doWhatIsDue().finally(() => {
      running = null;
    });
    return running;
  }

  let isFailing = false;
  async function round(): Promise<void> {
    try {
      await run();
      isFailing = false;
    } catch (fault) {
      if (!isFailing && !ending.signal.aborted) onFault(fault);
      isFailing = true;
    }
  }

  const rounds = (async () => {
    while (!ending.signal.aborted) {
      await round();
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  })();
  return {
    run,
    async close() {
      ending.abort();
      await rounds;
      // A database that is gone lets go of it by itself.
      await lease.release().catch(() => {});
    },
  };
}

function jobsOf({ pool, world, isEmbedded, more = [] }: UsageUpkeepOptions): readonly Job[] {
  const partitions = new UsagePartitions(pool);
  return [
    { name: "partitions", everyMs: () => UNIT_MS.hour, work: (nowMs) => makeAhead(partitions, nowMs) },
    { name: "revocations", everyMs: () => UNIT_MS.hour, work: (nowMs) => deleteExpiredRevocations(pool, nowMs).then(() => true) },
    { name: "retention", everyMs: () => UNIT_MS.hour, work: (nowMs) => retain(pool, world, nowMs) },
    // Keys that were used since, and a little before: their last fold may have been on its way.
    {
      name: "notes",
      everyMs: () => MINUTE_MS,
      work: (nowMs, lastMs, pace) => noteActivity(pool, Math.max(lastMs - MINUTE_MS, nowMs - UNIT_MS.hour), nowMs, pace),
    },
    ...more,
    ...(isEmbedded ? [vacuumJob(pool), analyzeJob(pool)] : []),
    ...USAGE_SPANS.map((span) => rankingJob(pool, span)),
  ];
}

/** Those that will be needed before the next time, and well after it: who writes first need not make them. */
async function makeAhead(partitions: UsagePartitions, nowMs: number): Promise<boolean> {
  partitions.forget();
  for (const rollup of Object.keys(ROLLUPS) as Rollup[]) await partitions.ensure(rollup, [nowMs, nowMs + UNIT_MS.day]);
  return true;
}

async function retain(pool: Pool, world: UsageUpkeepOptions["world"], nowMs: number): Promise<boolean> {
  await removeOldUsage(pool, await readUsageRetention(world), nowMs);
  return true;
}

function vacuumJob(pool: Pool): Job {
  return { name: "vacuum", everyMs: () => UNIT_MS.hour, work: (nowMs, _lastMs, pace) => vacuumPresent(pool, nowMs, () => pace.pause()) };
}

/** Rows are only ever added there, so nothing is to be cleaned up; the planner must hear of them. */
function analyzeJob(pool: Pool): Job {
  return { name: "analyze", everyMs: () => UNIT_MS.day, work: () => pool.query(`ANALYZE "AuditEntry"`).then(() => true) };
}

function rankingJob(pool: Pool, span: UsageSpan): Job {
  let restMs = LEAST_REST_MS[span];
  return {
    name: `rank-${span}`,
    everyMs: () => restMs,
    async work(nowMs, _lastMs, pace) {
      const startedMs = pace.elapsedMs();
      const isFinished = await rankUsage(pool, span, nowMs, pace);
      restMs = Math.max(LEAST_REST_MS[span], (pace.elapsedMs() - startedMs) * REST_FACTOR);
      return isFinished;
    },
  };
}
