// Makes signing keys, and replaces one by the next while what the old one signed goes on counting.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { readSigningKeyInput, type SigningKeyInput, type SigningKeyView } from "@/lib/core/schemas/signing-key";
import { LONGEST_BELIEF_MS } from "@/lib/core/tokens/revocation";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { GeneratedKey } from "@/lib/ports/token-ports";
import { chooseInstead } from "./key-choices";
import { signingKeyContext } from "./signing-keys";
import { SHOWN_COLUMNS, viewSigningKey } from "./view-signing-key";

/** What a creation may say besides the key itself. */
export interface SigningKeyOptions {
  /** A UUID of the caller's choice. */
  readonly id?: string;
  /** Whose tokens it is for; null or left out = those of protected APIs, and of whoever chooses it. One that replaces another is for the same. */
  readonly tenantId?: string | null;
  /** The UUID of the key that the new one takes the place of. */
  readonly replaces?: string;
  /** How long the replaced one verifies on, in milliseconds; left out = as long as a token of it can live. */
  readonly verifiesForMs?: number;
}

/**
 * Makes a key from what a client sent. It signs for whoever chooses it; where it replaces another, it signs at once wherever that one
 * did, and the old one verifies on for as long as a token of it can live. Not to be called within a transaction: RSA keys take a while.
 */
export async function generateSigningKey(
  world: World,
  actor: string,
  key: JsonObject,
  options: SigningKeyOptions = {},
): Promise<Outcome<SigningKeyView>> {
  const input = readSigningKeyInput(key);
  if (!input.ok) return refused(...input.problems);
  const generated = await world.signer.generate(input.value.algorithm, input.value.length);
  return changing(world, actor, (change) => insertKey(change, input.value, generated, options));
}

/**
 * Rotates the key with that UUID: the next one is of the same kind. Refused where it retires already. `verifiesForMs`: as in the options.
 */
export async function rotateSigningKey(
  world: World,
  actor: string,
  id: string,
  name: string | undefined,
  verifiesForMs?: number,
): Promise<Outcome<SigningKeyView>> {
  const old = await world.prisma.signingKey.findUnique({ where: { id }, select: SHOWN_COLUMNS });
  if (old === null) return refused(NOT_REPLACEABLE);
  const { algorithm, length } = viewSigningKey(world, old);
  const key = { algorithm, length, ...(name === undefined ? {} : { name }) };
  return generateSigningKey(world, actor, key, { replaces: id, verifiesForMs });
}

const NOT_REPLACEABLE = { field: "replacesKeyId", code: "invalid", message: "There is no key with this id that still signs." } as const;

async function insertKey(
  change: Change,
  { algorithm, name, length }: SigningKeyInput,
  { publicJwk, privateJwk }: GeneratedKey,
  { id = randomUuid(change.world.randomBytes), tenantId: wanted = null, replaces, verifiesForMs = LONGEST_BELIEF_MS }: SigningKeyOptions,
): Promise<Outcome<SigningKeyView>> {
  const { world, tx } = change;
  const old = replaces === undefined ? null : await tx.signingKey.findFirst({ where: { id: replaces, retiresAt: null } });
  if (replaces !== undefined && old === null) return refused(NOT_REPLACEABLE);
  const hasTenant = wanted === null || (await tx.tenant.count({ where: { id: wanted } })) > 0;
  if (!hasTenant) return refused({ field: "tenantId", code: "invalid", message: "There is no tenant with this id." });
  const tenantId = old === null ? wanted : old.tenantId;
  const kid = randomUuid(world.randomBytes);
  const at = new Date(change.atMs);
  const row = await tx.signingKey.create({
    select: SHOWN_COLUMNS,
    data: {
      id,
      kid,
      name: name ?? `${algorithm} ${kid}`,
      tenantId,
      algorithm,
      publicJwk: publicJwk ?? undefined,
      sealedPrivate: world.sealing.seal(JSON.stringify(privateJwk), signingKeyContext(id)),
      createdAt: at,
    },
  });
  const replaced: JsonObject = old === null ? {} : { replaces: old.id };
  change.record(tenantId ?? INSTANCE_CHAIN, "signing-key.create", `signing-key:${id}`, {
    name: row.name,
    algorithm,
    length,
    ...replaced,
  });
  if (old !== null) {
    await chooseInstead(tx, old.id, id, at);
    const retiresAt = new Date(change.atMs + Math.min(verifiesForMs, LONGEST_BELIEF_MS));
    await tx.signingKey.update({ where: { id: old.id }, data: { retiresAt } });
    const details = { name: old.name, until: retiresAt.toISOString() };
    change.record(old.tenantId ?? INSTANCE_CHAIN, "signing-key.retire", `signing-key:${old.id}`, details);
  }
  change.announceCatalogue();
  return done(viewSigningKey(world, row));
}
