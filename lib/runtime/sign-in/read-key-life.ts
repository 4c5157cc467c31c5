// Reads what a key's page offers about its later life: who calls with its old secrets, how long it may live, ids for its forms.
import { longestExpiryMs } from "@/lib/core/keys/expiry";
import type { SecretCalls } from "@/lib/core/keys/rotation";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { SECURITY } from "@/lib/core/settings/security";
import { countSecretCalls } from "@/lib/manage/keys/count-secret-calls";
import { randomUuid } from "@/lib/manage/random-id";
import { readSetting } from "@/lib/manage/settings/setting";
import { countRequestsOfDay } from "@/lib/manage/usage/count-requests-of-day";
import type { ConsoleWorld } from "./published-console";

/** What the page shows of it. */
export interface ShownKeyLife {
  /** By the ids of old secrets that still count. */
  readonly calls: ReadonlyMap<string, SecretCalls>;
  /** Admitted requests of the last 24 hours. */
  readonly requestsOfDay: number;
  /** What owners let keys live; null = as long as their makers want. */
  readonly longestDays: number | null;
  /** Whether there is a later expiry than the key's. */
  readonly canExtend: boolean;
  /** Each names what a form makes, once. */
  readonly rotationId: string;
  readonly replacementId: string;
  readonly nowMs: number;
}

/** The later life of a key. */
export async function readKeyLife(world: ConsoleWorld, key: KeyView): Promise<ShownKeyLife> {
  const retiring = key.secrets.filter(({ state }) => state === "retiring").map(({ id }) => id);
  const [calls, requestsOfDay, { longestKeyDays }] = await Promise.all([
    countSecretCalls(world, retiring),
    countRequestsOfDay(world, key.id),
    readSetting(world, SECURITY),
  ]);
  const nowMs = world.nowMs();
  const endsMs = key.expiresAt === null ? null : Date.parse(key.expiresAt);
  return {
    calls,
    requestsOfDay,
    longestDays: longestKeyDays,
    canExtend: endsMs !== null && (longestExpiryMs(null, longestKeyDays, nowMs) ?? Number.POSITIVE_INFINITY) > endsMs,
    rotationId: randomUuid(world.randomBytes),
    replacementId: randomUuid(world.randomBytes),
    nowMs,
  };
}
