// Changes a key: what it is called, what it may do, from where, and until when. Whose it is never changes.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import type { EditableField, EditableKey } from "@/lib/core/keys/edited-key";
import { judgeLife } from "@/lib/core/keys/expiry";
import { type KeyMaker, mayEditKey, NOT_THEIR_KEY } from "@/lib/core/keys/key-access";
import { changedFields } from "@/lib/core/keys/key-diff";
import { keyDescription, keyName } from "@/lib/core/schemas/key-changes";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { SECURITY } from "@/lib/core/settings/security";
import { reaches } from "@/lib/core/tenant-reach";
import { storedDialect } from "@/lib/manage/apis/stored-dialect";
import { type Change, changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow, lockKeyRow } from "@/lib/manage/keys/find-key";
import { keyInput } from "@/lib/manage/keys/key-input";
import { ANY_VERSION, versionOf } from "@/lib/manage/keys/key-version";
import { viewKey } from "@/lib/manage/keys/view-key";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";

const { purpose, plan, permissions, endpoints, ipAllowList, keyManager, expiresAt } = keyInput.shape;

/** Every field must be said: what a form lost must never read as everything. */
const keyEdit = z.strictObject({
  name: keyName,
  description: keyDescription,
  purpose: purpose.unwrap(),
  plan: plan.unwrap(),
  permissions: permissions.unwrap(),
  endpoints: endpoints.unwrap(),
  ipAllowList: ipAllowList.unwrap(),
  expiresAt: expiresAt.unwrap(),
  keyManager: keyManager.unwrap(),
});

/** The field whose problem says that the key is another one than the editor saw. */
export const VERSION_FIELD = "version";

/**
 * Makes the key with that UUID or public id what the fields say, for an editor who saw that version of it. Refused: a member who may
 * not edit it, a revoked key, a key that was changed meanwhile (a problem of `version`), and what no new key of its API could be
 * given; what the key has already may stay. A narrower grant is in force from the next request on.
 */
export async function editKey(
  world: World,
  editor: KeyMaker,
  reference: string,
  version: string,
  fields: unknown,
): Promise<Outcome<KeyView>> {
  const input = check(keyEdit, fields);
  if (!input.ok) return refused(...input.problems);
  const wanted: EditableKey = { ...input.value, expiresAt: input.value.expiresAt?.toISOString() ?? null };
  return changing(world, editor.actor, async (change) => {
    const found = await lockKeyRow(change.tx, reference);
    if (found === null || !reaches(editor.reach, found.tenantId)) return ABSENT;
    const before = viewKey(found, change.atMs);
    if (!mayEditKey(editor, before)) return refused(NOT_THEIR_KEY);
    if (before.state === "revoked") return refused(invalid("state", "A revoked key cannot be changed."));
    if (version !== ANY_VERSION && version !== versionOf(before)) {
      return refused(invalid(VERSION_FIELD, "Somebody changed this key meanwhile."));
    }
    const changed = changedFields(before, wanted);
    if (changed.length === 0) return unchanged(before);
    const problems = await judgeEdit(change, editor, before, wanted, changed);
    if (problems.length > 0) return refused(...problems);
    return writeEdit(change, before, wanted, changed);
  });
}

async function judgeEdit(
  change: Change,
  editor: KeyMaker,
  before: KeyView,
  wanted: EditableKey,
  changed: readonly EditableField[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const api = await change.tx.api.findUniqueOrThrow({ where: { slug: before.api }, include: { plans: { select: { name: true } } } });
  if (!api.plans.some(({ name }) => name === wanted.plan)) problems.push(invalid("plan", "The API has no plan of this name."));
  const known = storedDialect(api).permissions;
  const allowed = known === null ? null : new Set(["*", ...known, ...before.permissions]);
  if (allowed !== null && !wanted.permissions.every((name) => allowed.has(name))) {
    problems.push(invalid("permissions", `Permissions of this API are ${["*", ...(known ?? [])].join(", ")}.`));
  }
  if (changed.includes("keyManager") && !mayEditKey(editor, { ...before, keyManager: true })) {
    problems.push(invalid("keyManager", "Only owners decide which keys make keys."));
  }
  if (changed.includes("expiresAt")) problems.push(...(await judgeEnd(change, before, wanted)));
  return problems;
}

/** Nothing forbids an end that comes sooner, but it must still be to come. */
async function judgeEnd({ tx, atMs }: Change, before: KeyView, wanted: EditableKey): Promise<Problem[]> {
  const endMs = wanted.expiresAt === null ? null : Date.parse(wanted.expiresAt);
  if (endMs !== null && endMs <= atMs) return [invalid("expiresAt", "This instant has passed. To end a key now, revoke it.")];
  const isSooner = endMs !== null && (before.expiresAt === null || endMs < Date.parse(before.expiresAt));
  const { longestKeyDays } = await readSetting({ prisma: tx }, SECURITY);
  const flaw = isSooner ? null : judgeLife(endMs, longestKeyDays, atMs);
  return flaw === null ? [] : [invalid("expiresAt", flaw)];
}

/** Tokens that the key got carry its grant of then, so they end with it; they can be asked for anew. */
const OF_THE_GRANT: ReadonlySet<EditableField> = new Set(["plan", "permissions", "endpoints", "ipAllowList", "expiresAt", "keyManager"]);

async function writeEdit(
  change: Change,
  before: KeyView,
  wanted: EditableKey,
  changed: readonly EditableField[],
): Promise<Outcome<KeyView>> {
  const { plan, ...columns } = Object.fromEntries(changed.map((field) => [field, wanted[field]]));
  await change.tx.key.update({ where: { id: before.id }, data: { ...columns, ...(plan !== undefined && { planName: wanted.plan }) } });
  const after = await findKeyRow(change.tx, before.id);
  if (after === null) throw new Error("a key vanished while it was changed");
  const view = viewKey(after, change.atMs);
  const changes = Object.fromEntries(changed.map((field) => [field, { from: before[field], to: view[field] }]));
  const details = { publicId: view.publicId, name: view.name, changes } as JsonObject;
  change.record(before.tenantId ?? INSTANCE_CHAIN, "key.update", `key:${before.id}`, details);
  await announceSecrets(change, before.id);
  if (changed.some((field) => OF_THE_GRANT.has(field))) change.revokeTokens("key", before.id);
  return done(view);
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
