// Ends old secrets of a key: now, at another time, or once they have been silent for long enough.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { DIALECTS } from "@/lib/core/dialects/index";
import type { JsonObject } from "@/lib/core/json";
import { LONGEST_OVERLAP_SECONDS } from "@/lib/core/keys/rotation";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { check } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { type Change, changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { moveSecretEnd, type SecretEnd } from "@/lib/manage/keys/retire-secrets";
import { type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import { KEY_TOKEN_SECONDS } from "@/lib/manage/oauth/issue-key-token";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import type { Pause } from "@/lib/ports/pause";
import { Prisma } from "@/prisma/generated/client";

/** A secret version of a key: the key by UUID or public id, the version by its UUID. */
export interface SecretReference {
  readonly key: string;
  readonly secretId: string;
}

const seconds = z.int("Choose a time.").min(1, "Choose a time.").max(LONGEST_OVERLAP_SECONDS, "Choose 30 days at most.").nullable();

const secretEnd = z.strictObject({ endsInSeconds: seconds, silentSeconds: seconds });

type FoundSecret = KeyRow["secrets"][number];

/** Ends an old secret from the next request on, and with it every token of the key: those that it got are not told apart. */
export function stopSecret(world: World, actor: string, reference: SecretReference): Promise<Outcome<KeyView>> {
  return changing(world, actor, async (change) => {
    const outcome = await stop(change, reference, {});
    if (outcome.kind === "done") change.revokeTokens("key", outcome.value.id);
    return outcome;
  });
}

/** Gives an old secret that still counts another end, counted from now; null = the one it has. */
export async function moveEnd(world: World, actor: string, reference: SecretReference, fields: unknown): Promise<Outcome<KeyView>> {
  const input = check(secretEnd, fields);
  if (!input.ok) return refused(...input.problems);
  return changing(world, actor, async (change) => {
    const found = await findSecret(change, reference);
    if (found === null) return ABSENT;
    const { key, secret } = found;
    if (secret.retiresAt === null) return refused(CURRENT);
    if (key.revokedAt !== null || !(await moveSecretEnd(change, secret.id, input.value))) return refused(ENDED);
    const after = (await findKeyRow(change.tx, key.id)) ?? key;
    const endsAt = after.secrets.find(({ id }) => id === secret.id)?.retiresAt?.toISOString() ?? null;
    const { silentSeconds } = input.value;
    await tell(change, key, "key.secret.move", { secret: secret.preview, endsAt, silentSeconds });
    return done(viewKey(after, change.atMs));
  });
}

/** Where nobody looked for longer than this, the instance may have been down. A round comes each 30 s and may take some minutes. */
const GAP_MS = 300_000;

/**
 * Ends those that have been silent for as long as somebody chose, by nobody's doing; the tokens that they got ended before. Silence counts
 * only while the key could be used: not while it was paused or expired, and not before the end of a gap in which nobody looked. `lastMs`:
 * when this was done last, in milliseconds since the epoch. Returns how many ended; null = it was told to stop.
 */
export async function endSilentSecrets(world: World, lastMs: number, pause: Pause): Promise<number | null> {
  await restartSilence(world, Math.abs(world.nowMs() - lastMs) > GAP_MS);
  let ended = 0;
  for (const { keyId, secretId } of await findSilent(world, Prisma.empty)) {
    const outcome = await changing(world, "system", async (change) => {
      // It may have been used, or moved, since it was looked for.
      const still = await findSilent({ prisma: change.tx, nowMs: () => change.atMs }, Prisma.sql`AND s."id" = ${secretId}::uuid`);
      return still.length === 1 ? stop(change, { key: keyId, secretId }, { because: "silent" }) : ABSENT;
    });
    if (outcome.kind === "done") ended += 1;
    if (!(await pause())) return null;
  }
  return ended;
}

type SilenceWorld = { readonly prisma: Pick<World["prisma"], "$queryRaw" | "$executeRaw">; readonly nowMs: () => number };

/** What is shut out is not silent: its silence begins when it can be used again. `everyone`: nobody could use anything until now. */
async function restartSilence({ prisma, nowMs }: SilenceWorld, everyone: boolean): Promise<void> {
  const now = Prisma.sql`${new Date(nowMs()).toISOString()}::timestamptz`;
  await prisma.$executeRaw`
    UPDATE "KeySecret" s SET "silentSince" = ${now} FROM "Key" k
    WHERE k."id" = s."keyId" AND s."silentSeconds" IS NOT NULL AND s."retiresAt" > now() AND s."silentSince" < ${now}
      AND k."revokedAt" IS NULL AND (${everyone} OR k."pausedAt" IS NOT NULL OR k."expiresAt" <= ${now})`;
}

/** Uses are written about a second after they happen. */
const WRITTEN_WITHIN_SECONDS = 5;

const TOKEN_DIALECTS = Object.keys(DIALECTS).filter((name) => DIALECTS[name]?.tokens !== null);

/** A client that got a token comes back with its secret when the token ends, so where keys get tokens silence is longer by a token's life. */
function findSilent({ prisma, nowMs }: SilenceWorld, which: Prisma.Sql) {
  const now = Prisma.sql`${new Date(nowMs()).toISOString()}::timestamptz`;
  return prisma.$queryRaw<{ readonly keyId: string; readonly secretId: string }[]>`
    SELECT s."keyId", s."id" AS "secretId" FROM "KeySecret" s JOIN "Key" k ON k."id" = s."keyId"
    JOIN "Api" a ON a."id" = k."apiId" JOIN "Plan" p ON p."apiId" = k."apiId" AND p."name" = k."planName"
    WHERE s."silentSeconds" IS NOT NULL AND s."retiresAt" > now() AND k."revokedAt" IS NULL AND k."pausedAt" IS NULL
      AND (k."expiresAt" IS NULL OR k."expiresAt" > ${now})
      AND GREATEST(s."lastUsedAt", s."silentSince") + interval '1 second' * (s."silentSeconds" + ${WRITTEN_WITHIN_SECONDS}::int
        + CASE WHEN p."allowTokens" AND (a."customDialect" -> 'tokens' <> 'null' OR a."customDialect" IS NULL AND a."dialect" = ANY(${TOKEN_DIALECTS}))
          THEN ${KEY_TOKEN_SECONDS}::int ELSE 0 END) <= ${now} ${which}
    ORDER BY s."id" LIMIT 1000`;
}

const CURRENT = {
  field: "",
  code: "invalid" as const,
  message: "This is the key's current secret. Rotate the key first, or revoke it.",
};

const ENDED = { field: "", code: "invalid" as const, message: "This secret has ended already." };

async function stop(change: Change, reference: SecretReference, more: JsonObject): Promise<Outcome<KeyView>> {
  const found = await findSecret(change, reference);
  if (found === null) return ABSENT;
  const { key, secret } = found;
  if (secret.retiresAt === null) return refused(CURRENT);
  if (!(await moveSecretEnd(change, secret.id, NOW))) return unchanged(viewKey(key, change.atMs));
  await tell(change, key, "key.secret.stop", { secret: secret.preview, ...more });
  return done(viewKey((await findKeyRow(change.tx, key.id)) ?? key, change.atMs));
}

const NOW: SecretEnd = { endsInSeconds: 0, silentSeconds: null };

async function findSecret(
  { tx }: Change,
  { key: reference, secretId }: SecretReference,
): Promise<{ key: KeyRow; secret: FoundSecret } | null> {
  const id = readUuid(secretId);
  const key = await findKeyRow(tx, reference);
  const secret = key?.secrets.find((one) => one.id === id);
  return key === null || secret === undefined ? null : { key, secret };
}

async function tell(change: Change, key: KeyRow, action: string, more: JsonObject): Promise<void> {
  change.record(key.tenantId ?? INSTANCE_CHAIN, action, `key:${key.id}`, { publicId: key.publicId, name: key.name, ...more });
  await announceSecrets(change, key.id);
}
