// A decider over real adapters, for measuring decisions without a socket: hasher, key cache, embedded limiter.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { createClock } from "@/lib/adapters/system/clock";
import { createHasher } from "@/lib/adapters/system/hasher";
import { createKeyCache } from "@/lib/adapters/system/key-cache";
import { PendingUses } from "@/lib/adapters/system/pending-uses";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import type { Attempt } from "@/lib/core/decision";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { authenticate } from "@/lib/gate/authenticate";
import type { Decider } from "@/lib/gate/decider";
import type { Hasher } from "@/lib/ports/gate-ports";
import type { KeySource } from "@/lib/ports/key-source";
import { UNCOUNTED } from "@/lib/ports/uncounted";

/** Three windows, never full. */
export const API: Api = {
  id: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
  slug: "payments",
  name: "Payments",
  dialect: cryptofuse,
  upstream: "sample",
  hosts: [],
  endpoints: [{ path: "/v0/payments", methods: ["GET"], permission: "read", cost: 1 }],
  plans: {
    default: {
      name: "default",
      windows: [60, 3600, 86_400].map((seconds) => ({ limit: 1_000_000, seconds })),
      quota: null,
      allowTokens: true,
      endpoints: null,
    },
  },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: true,
};

/** What a key of the bench looks like to its holder. */
export function benchSecret(index: number): string {
  return `bench-key-${String(index).padStart(32, "0")}`;
}

/** A hasher under a fixed pepper. */
export function benchHasher(): Hasher {
  return createHasher(new Uint8Array(32).fill(7));
}

/** A decider whose keys come from that source through the cache that serving processes use. */
export function benchDecider(source: KeySource): Decider {
  const index = indexEndpoints(API.endpoints);
  return {
    ports: {
      clock: createClock(),
      hasher: benchHasher(),
      keys: createKeyCache({ source, trust: { untilMs: Number.POSITIVE_INFINITY } }),
      limiter: createEmbeddedLimiter(),
      tokens: { verify: () => "invalid_token" },
      revocations: { judge: () => "good" },
      uses: new PendingUses(),
      ...UNCOUNTED,
    },
    endpointsOf: () => index,
    requireHttps: "auto",
    failures: createEmbeddedLimiter(),
    failuresPerMinute: 300,
  };
}

/** A request of that key, as the gateway sees one. */
export function attemptOf(index: number): Attempt {
  return {
    requestId: "req_1700000000000123456789",
    api: API,
    method: "GET",
    path: "/v0/payments",
    tenantId: null,
    headers: [
      ["Host", "127.0.0.1:3000"],
      ["Accept", "*/*"],
      ["User-Agent", "bench"],
      ["X-API-Key", benchSecret(index)],
    ],
    peer: "127.0.0.1",
    scheme: "http",
    isLocal: true,
    hasRawCase: true,
  };
}

/** Microseconds a decision takes, over as many decisions as fit into the time. Throws when one of them is a refusal. */
export async function microsecondsPerDecision(decider: Decider, attempts: readonly Attempt[], seconds: number): Promise<number> {
  const endMs = performance.now() + seconds * 1000;
  const startMs = performance.now();
  let decisions = 0;
  while (performance.now() < endMs) {
    for (let step = 0; step < 1000; step += 1, decisions += 1) {
      const attempt = attempts[decisions % attempts.length];
      if (attempt === undefined) throw new Error("nothing to decide about");
      const decision = authenticate(attempt, decider);
      const decided = decision instanceof Promise ? await decision : decision;
      if (decided.outcome !== "allow") throw new Error(`a decision was ${decided.denial.code}: this round measures nothing`);
    }
  }
  return ((performance.now() - startMs) * 1000) / decisions;
}
