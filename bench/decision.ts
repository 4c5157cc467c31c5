// One decision in this process: keyed hash, cached look-up, all checks, three windows.
import type { KeyRecord } from "@/lib/core/key-record";
import type { KeySource } from "@/lib/ports/key-source";
import { API, attemptOf, benchDecider, benchHasher, benchSecret, microsecondsPerDecision } from "./decider";
import { type Figure, figure } from "./figure";

const KEYS = 1000;
const SECONDS = 5;

/** Microseconds of a decision over a thousand keys in turn. */
export async function benchDecision(): Promise<Figure[]> {
  const decider = benchDecider(sourceInMemory());
  const attempts = Array.from({ length: KEYS }, (_, index) => attemptOf(index));
  await microsecondsPerDecision(decider, attempts, 2);
  const whole = await microsecondsPerDecision(decider, attempts, SECONDS);
  return [figure("decision (hash, look-up, checks, three windows)", whole, "µs", "≤ 10"), figure("of which keyed hash", hashing(), "µs")];
}

function hashing(): number {
  const hasher = benchHasher();
  const startMs = performance.now();
  const rounds = 300_000;
  for (let round = 0; round < rounds; round += 1) hasher.fingerprint(API.id, benchSecret(round % KEYS));
  return ((performance.now() - startMs) * 1000) / rounds;
}

function sourceInMemory(): KeySource {
  const hasher = benchHasher();
  const records = new Map<string, KeyRecord>();
  for (let index = 0; index < KEYS; index += 1) records.set(hasher.fingerprint(API.id, benchSecret(index)), recordOf(index));
  return {
    findVersion: async (_apiId, fingerprint) => {
      const record = records.get(fingerprint);
      return record === undefined ? null : { record, retiresInMs: null };
    },
    listRecent: async () => [],
  };
}

function recordOf(index: number): KeyRecord {
  return {
    kind: "key",
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    publicId: `key_${String(index).padStart(10, "0")}`,
    apiId: API.id,
    planName: "default",
    tenantId: null,
    accountId: null,
    name: `bench ${index}`,
    permissions: ["read"],
    endpoints: {},
    ipAllowList: [],
    metadata: {},
    keyManager: false,
    expiresAtMs: null,
    pausedAtMs: null,
    revokedAtMs: null,
    version: { id: "v1", retiresAtMs: null },
  };
}
