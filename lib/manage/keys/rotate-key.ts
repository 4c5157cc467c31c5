// Rotates a key: gives it a new secret under the id that it keeps for life, and the old ones an end.
import { Buffer } from "node:buffer";
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { LONGEST_OVERLAP_SECONDS, MOST_LIVING_SECRETS, ROTATION_REASONS, USUAL_OVERLAP } from "@/lib/core/keys/rotation";
import { check } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { mintSecret, previewSecret } from "@/lib/core/secrets/key-shape";
import type { Secret } from "@/lib/core/secrets/secret";
import { storedDialect } from "@/lib/manage/apis/stored-dialect";
import { type Change, changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import type { CreatedKey } from "@/lib/manage/keys/create-key";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { retireSecrets } from "@/lib/manage/keys/retire-secrets";
import { KEY_RELATIONS, type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

const rotationInput = z
  .strictObject({
    /** Of the new secret version, drawn when a form was opened; left out = any. */
    id: z.string().optional(),
    reason: z.enum(ROTATION_REASONS, "Say whether the rotation is routine or the secret has leaked."),
    /** For how long the old secrets live on; left out = as usual for the reason. */
    overlapSeconds: z
      .int("Choose how long the old secret lives on.")
      .min(0, "Choose how long the old secret lives on.")
      .max(LONGEST_OVERLAP_SECONDS, "An old secret lives on for 30 days at most.")
      .optional(),
    /** The old secret ends earlier once it was silent for so long; null or left out = it does not. */
    silentSeconds: z
      .int("Choose a time.")
      .min(1, "Choose a time.")
      .max(LONGEST_OVERLAP_SECONDS, "Choose 30 days at most.")
      .nullable()
      .default(null),
  })
  .transform(({ overlapSeconds, ...rest }) => ({ ...rest, overlapSeconds: overlapSeconds ?? USUAL_OVERLAP[rest.reason] }));

type RotationInput = z.output<typeof rotationInput>;

/**
 * Rotates the key with that UUID or public id; its new secret leaves once, in what this returns. All secrets that count until then end
 * after the overlap, or earlier where an end was set before or, of the present one, once it was silent for as long as was chosen. A leaked secret's tokens end at once. Refused: a key that is revoked or has
 * expired, and one with too many living secrets.
 */
export async function rotateKey(world: World, actor: string, reference: string, fields: unknown): Promise<Outcome<CreatedKey>> {
  const input = check(rotationInput, fields);
  if (!input.ok) return refused(...input.problems);
  const key = await findKeyRow(world.prisma, reference);
  if (key === null) return ABSENT;
  const prepared = await prepareSecret(world, key, input.value.id);
  return changing(world, actor, (change) => rotate(change, key.id, prepared, input.value));
}

/** `id` was drawn when the form was opened, and becomes the secret version's own. */
export interface RotationForm {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** `already-rotated`: the same form was sent before. */
export type RotatedOnce = Outcome<CreatedKey> | { readonly kind: "already-rotated" };

/** The same for a form that was opened once: sent again, by a second press or by a replay, it makes nothing and shows nothing. */
export async function rotateKeyOnce(world: World, actor: string, reference: string, fields: RotationForm): Promise<RotatedOnce> {
  const id = readUuid(fields.id);
  const incomplete = refused({ field: "id", code: "invalid", message: "This form is incomplete. Reload the page and try again." });
  if (id === null) return incomplete;
  const wasUsed = async () => (await world.prisma.keySecret.findUnique({ where: { id }, select: { id: true } })) !== null;
  if (await wasUsed()) return { kind: "already-rotated" };
  const outcome = await rotateKey(world, actor, reference, { ...fields, id });
  return outcome.kind === "refused" && (await wasUsed()) ? { kind: "already-rotated" } : outcome;
}

/** What is got ready before the transaction: while one is open on the embedded database, look-ups of keys wait for it. */
interface NewSecret {
  readonly secret: Secret;
  readonly row: Omit<Prisma.KeySecretUncheckedCreateInput, "createdAt">;
}

async function prepareSecret(world: World, { id: keyId, apiId }: KeyRow, versionId: string | undefined): Promise<NewSecret> {
  const { keyShape } = storedDialect(await world.prisma.api.findUniqueOrThrow({ where: { id: apiId } }));
  const secret = mintSecret(keyShape, world.randomBytes);
  const fingerprint = Buffer.from(world.hasher.fingerprint(apiId, secret.reveal()), "hex");
  const preview = previewSecret(keyShape, secret.reveal());
  return { secret, row: { id: versionId ?? randomUuid(world.randomBytes), keyId, apiId, fingerprint, origin: "minted", preview } };
}

async function rotate(change: Change, keyId: string, { secret, row }: NewSecret, input: RotationInput): Promise<Outcome<CreatedKey>> {
  const { tx, atMs } = change;
  // Locks the key: whoever changes it at the same time comes before or after.
  const before = await tx.key.update({ where: { id: keyId }, data: { updatedAt: new Date(atMs) }, include: KEY_RELATIONS });
  const refusal = judge(before, atMs);
  if (refusal !== null) return refused({ field: "state", code: "invalid", message: refusal });
  const { reason, overlapSeconds, silentSeconds } = input;
  await retireSecrets(change, keyId, { seconds: overlapSeconds, silentSeconds });
  // The current one is the newest, also where clocks were set back.
  const newestMs = Math.max(...before.secrets.map(({ createdAt }) => createdAt.getTime()));
  await tx.keySecret.create({ data: { ...row, createdAt: new Date(Math.max(atMs, newestMs + 1)) } });
  const silence: JsonObject = silentSeconds === null ? {} : { silentSeconds };
  const details = { publicId: before.publicId, name: before.name, reason, overlapSeconds, ...silence };
  change.record(before.tenantId ?? INSTANCE_CHAIN, "key.rotate", `key:${keyId}`, details);
  await announceSecrets(change, keyId);
  if (reason === "leaked") change.revokeTokens("key", keyId);
  return done({ key: viewKey((await findKeyRow(tx, keyId)) ?? before, atMs), secret });
}

function judge(key: KeyRow, atMs: number): string | null {
  if (key.revokedAt !== null) return "A revoked key cannot be rotated.";
  if (key.expiresAt !== null && key.expiresAt.getTime() <= atMs) return "This key has expired. Extend it first.";
  const living = key.secrets.filter(({ retiresAt }) => retiresAt === null || retiresAt.getTime() > atMs);
  return living.length < MOST_LIVING_SECRETS ? null : "This key has too many living secrets. Stop an old one first.";
}
