// A serving process of its own for tests: looks one key up again and again and says when it first found it revoked.
import { setImmediate as nextTurn } from "node:timers/promises";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { openTrustedKeys } from "@/lib/adapters/postgres/trusted-keys";

/** What the parent process asks for. */
export interface WatchRequest {
  readonly apiId: string;
  readonly fingerprint: string;
}

/** What it is told: that the key is remembered, then that it is refused. */
export type WatchReport =
  | { readonly kind: "remembered" }
  | { readonly kind: "refused"; readonly atEpochMs: number; readonly passedAfterwards: number };

const LOOKUPS_AFTERWARDS = 200;

const url = process.argv[2] ?? "";
const database = openDatabase({ url });
const keys = openTrustedKeys({ pool: database.pool, target: { url } });

process.on("message", (request: WatchRequest) => void watch(request));
process.on("disconnect", () => process.exit());
await keys.whenTrusted(10_000);
process.send?.({ kind: "remembered" } satisfies WatchReport);

async function watch({ apiId, fingerprint }: WatchRequest): Promise<void> {
  const isRevoked = async (): Promise<boolean> => (await keys.find(apiId, fingerprint))?.revokedAtMs !== null;
  await keys.find(apiId, fingerprint);
  process.send?.({ kind: "remembered" } satisfies WatchReport);
  while (!(await isRevoked())) await nextTurn();
  const atEpochMs = performance.timeOrigin + performance.now();
  let passedAfterwards = 0;
  for (let lookup = 0; lookup < LOOKUPS_AFTERWARDS; lookup++) if (!(await isRevoked())) passedAfterwards++;
  process.send?.({ kind: "refused", atEpochMs, passedAfterwards } satisfies WatchReport);
}
