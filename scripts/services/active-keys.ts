// Fills an embedded limiter with active keys and prints, as JSON, what each costs in memory. Arguments: limit, keys. Run with --expose-gc.
import { randomUUID } from "node:crypto";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";

const [limit = 100, keys = 100_000] = process.argv.slice(2).map(Number);
const API = randomUUID();
const START_MS = 1_794_787_200_000;

function usedBytes(): number {
  for (let round = 0; round < 4; round++) global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function fill(limiter: ReturnType<typeof createEmbeddedLimiter>, count: number): void {
  for (let key = 0; key < count; key++) {
    const subject = `{api:${API}}:key:${randomUUID()}`;
    const claims = [{ kind: "sliding", subject, limit, periodSeconds: 86_400 }] as const;
    for (let unit = 0; unit < limit; unit++) limiter.take(claims, 1, START_MS + key);
  }
}

// Whatever compiling the code costs is paid by another limiter first.
fill(createEmbeddedLimiter(), 100);
const before = usedBytes();
const limiter = createEmbeddedLimiter({ ceilingBytes: Number.MAX_SAFE_INTEGER });
fill(limiter, keys);
const bytes = (usedBytes() - before) / keys;
console.log(JSON.stringify({ limit, keys, bytes: Math.round(bytes), told: Math.round(limiter.memory().bytes / keys) }));
