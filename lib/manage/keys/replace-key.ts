// Ends a key that is compromised and makes another one in its place, in one step, and tells those whom it concerns.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { spokenInstant } from "@/lib/core/instant";
import { longestExpiryMs } from "@/lib/core/keys/expiry";
import { readUuid } from "@/lib/core/schemas/texts";
import { SECURITY } from "@/lib/core/settings/security";
import { type Change, changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { type CreatedKey, insertKey } from "@/lib/manage/keys/create-key";
import { findKeyRow, lockKeyRow } from "@/lib/manage/keys/find-key";
import type { KeyInput } from "@/lib/manage/keys/key-input";
import { type KeyRecipient, recipientsOf } from "@/lib/manage/keys/key-recipients";
import type { KeyRow } from "@/lib/manage/keys/view-key";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import { nameActors } from "@/lib/manage/team/name-actors";
import type { World } from "@/lib/manage/world";

/** What a form that was opened once sends. */
export interface Replacement {
  /** UUID of the new key, drawn when the form was opened. */
  readonly id: string;
  /** The origin of the console, for the links of the mails. */
  readonly origin: string;
}

/** `already-replaced`: the same form was sent before, and made that key. */
export type ReplacedOnce = Outcome<CreatedKey> | { readonly kind: "already-replaced"; readonly publicId: string };

/**
 * Revokes the key with that UUID or public id with all its tokens, makes one with the same grants, plan, holder and expiry whose secret
 * leaves once, in what this returns, and writes to the key's maker and to every owner. Refused: a key that is revoked or has expired.
 */
export async function replaceCompromisedKey(world: World, actor: string, reference: string, form: Replacement): Promise<ReplacedOnce> {
  const id = readUuid(form.id);
  if (id === null) return refused({ field: "id", code: "invalid", message: "This form is incomplete. Reload the page and try again." });
  const earlier = await findEarlier(world, id, reference);
  if (earlier !== null) return earlier;
  const by = (await nameActors(world, [actor])).get(actor) ?? actor;
  const outcome = await changing(world, actor, (change) => replace(change, reference, { id, by, origin: form.origin }));
  return (outcome.kind === "refused" ? await findEarlier(world, id, reference) : null) ?? outcome;
}

/** What took a key's place is of the same tenant: an id of anything else's names nothing here. */
async function findEarlier({ prisma }: World, id: string, reference: string): Promise<ReplacedOnce | null> {
  const key = await prisma.key.findUnique({ where: { id }, select: { publicId: true, tenantId: true } });
  if (key === null) return null;
  const old = await findKeyRow(prisma, reference);
  return old === null || old.tenantId !== key.tenantId ? null : { kind: "already-replaced", publicId: key.publicId };
}

interface Replacing extends Replacement {
  /** Who does it, as people know them. */
  readonly by: string;
}

async function replace(change: Change, reference: string, { id, by, origin }: Replacing): Promise<Outcome<CreatedKey>> {
  const { tx, atMs } = change;
  // What it may do is copied: as it is now, not as it was before somebody narrowed it.
  const old = await lockKeyRow(tx, reference);
  if (old === null) return ABSENT;
  const hasExpired = old.expiresAt !== null && old.expiresAt.getTime() <= atMs;
  if (hasExpired) return refused(state("This key has expired: it is refused as it is, and can be revoked."));
  const { count } = await tx.key.updateMany({ where: { id: old.id, revokedAt: null }, data: { revokedAt: new Date(atMs) } });
  if (count === 0) return refused(state("This key has been revoked already."));
  await announceSecrets(change, old.id);
  change.revokeTokens("key", old.id);
  const made = await insertKey(change, old.createdBy, { ...(await inputOf(change, old)), id }, { replaces: old.publicId });
  if (made.kind !== "done") return made;
  const { publicId } = made.value.key;
  const recipients = await recipientsOf(tx, old, { withOwners: true });
  for (const recipient of recipients) await queueMail(change, mailOf(recipient, { old, publicId, by, origin, atMs }));
  const [chain, target] = [old.tenantId ?? INSTANCE_CHAIN, `key:${old.id}`] as const;
  const details = { publicId: old.publicId, name: old.name };
  change.record(chain, "key.revoke", target, details);
  change.record(chain, "key.compromised", target, { ...details, replacedBy: publicId, told: recipients.length });
  return done(made.value);
}

/** The same powers; it lives no longer than the old one, nor than a key may that is made now. */
async function inputOf({ tx, atMs }: Change, old: KeyRow): Promise<KeyInput> {
  const { longestKeyDays } = await readSetting({ prisma: tx }, SECURITY);
  const endsMs = longestExpiryMs(old.expiresAt?.getTime() ?? null, longestKeyDays, atMs);
  const { tenantId, name, description, purpose, permissions, ipAllowList, keyManager } = old;
  return {
    api: old.api.slug,
    plan: old.planName,
    tenantId,
    name,
    description,
    purpose,
    permissions,
    ipAllowList,
    keyManager,
    endpoints: old.endpoints as KeyInput["endpoints"],
    metadata: old.metadata as KeyInput["metadata"],
    expiresAt: endsMs === null ? null : new Date(endsMs),
  };
}

interface Told {
  readonly old: KeyRow;
  readonly publicId: string;
  readonly by: string;
  readonly origin: string;
  readonly atMs: number;
}

function mailOf({ email }: KeyRecipient, { old, publicId, by, origin, atMs }: Told) {
  return {
    kind: "key.compromised",
    to: email,
    subject: `API key ${old.publicId} was compromised and replaced`,
    text: [
      `The API key “${old.name}” (${old.publicId}) of the API ${old.api.slug} was reported as compromised by ${by} at ${spokenInstant(atMs)}.`,
      "It is refused since then, with every token that it got.",
      `${publicId} takes its place, with the same permissions. Its secret was shown once, to ${by}: ask for it where you need it.`,
      "",
      `${origin}/keys/${publicId}`,
      `${origin}/keys/${old.publicId}`,
      "",
    ].join("\n"),
  };
}

function state(message: string) {
  return { field: "state", code: "invalid" as const, message };
}
