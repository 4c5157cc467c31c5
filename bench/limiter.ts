// The embedded limiter alone: what a take of three windows costs, and what a key whose windows are full holds in memory.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createEmbeddedLimiter, type EmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import type { Claim } from "@/lib/core/windows/claim";
import { type Figure, figure } from "./figure";

const KEYS = 1000;
const TAKES = 2_000_000;
/** A key's takes lie a second apart: no window of the vendor pages' three ever fills. */
const STEP_MS = 1000 / KEYS;
const START_MS = Date.UTC(2026, 0, 1);
const FULL_KEYS = 2000;
const FULL_LIMIT = 1000;

/** Microseconds of a take, admitted and refused, and bytes of a key whose largest exact window is full. */
export async function benchLimiter(): Promise<Figure[]> {
  const admitted = medianOf([0, 1, 2, 3, 4].map(() => microsecondsPerTake(claimsOf(100_000))));
  const refused = medianOf([0, 1, 2, 3, 4].map(() => microsecondsPerTake(claimsOf(1))));
  const bytes = bytesPerFullKey();
  return [
    figure("a take of three windows, admitted", admitted, "µs", "≤ 1"),
    figure("a take of three windows, mostly refused", refused, "µs", "≤ 1"),
    figure(`memory of a key whose window of ${FULL_LIMIT} is full`, bytes, "B"),
    figure("of which beyond 4 bytes for each unit", bytes - 4 * FULL_LIMIT, "B", "≤ 200"),
  ];
}

function claimsOf(largest: number): Claim[][] {
  return Array.from({ length: KEYS }, (_, key) => {
    const subject = subjectOf(key);
    return [100, 1000, largest].map((limit, index) => ({
      kind: "sliding" as const,
      subject,
      limit,
      periodSeconds: [60, 3600, 86_400][index] ?? 1,
    }));
  });
}

/** As long as the real ones: an API's id and a key's. */
function subjectOf(key: number): string {
  return `{api:6c9e9669-9670-4f85-9f16-8396c2206f7f}:key:00000000-0000-4000-8000-${String(key).padStart(12, "0")}`;
}

function microsecondsPerTake(claims: readonly (readonly Claim[])[]): number {
  const limiter = createEmbeddedLimiter();
  takeAll(limiter, claims, TAKES / 4, START_MS);
  const startMs = performance.now();
  takeAll(limiter, claims, TAKES, START_MS + 2 * 86_400_000);
  return ((performance.now() - startMs) * 1000) / TAKES;
}

function takeAll(limiter: EmbeddedLimiter, claims: readonly (readonly Claim[])[], takes: number, startMs: number): void {
  for (let take = 0; take < takes; take += 1) limiter.take(claims[take % KEYS] ?? [], 1, startMs + take * STEP_MS);
}

/** What the process holds more after every key took all that its window admits. */
function bytesPerFullKey(): number {
  const claims = Array.from({ length: FULL_KEYS }, (_, key): Claim[] => [
    { kind: "sliding", subject: subjectOf(key), limit: FULL_LIMIT, periodSeconds: 3600 },
  ]);
  const limiter = createEmbeddedLimiter();
  const before = heldBytes();
  for (let unit = 0; unit < FULL_LIMIT; unit += 1) for (const claim of claims) limiter.take(claim, 1, START_MS + unit);
  const bytes = (heldBytes() - before) / FULL_KEYS;
  if (limiter.memory().subjects !== FULL_KEYS) throw new Error("the limiter forgot a key whose window is full: this measures nothing");
  return bytes;
}

function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round += 1) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
