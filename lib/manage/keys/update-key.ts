// Renames and describes a key.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { keyChanges } from "@/lib/core/schemas/key-changes";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { check } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { viewKey } from "@/lib/manage/keys/view-key";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** Gives the key with that UUID or public id another name and description. A revoked key stays as it was. */
export async function updateKey(world: World, actor: string, reference: string, fields: unknown): Promise<Outcome<KeyView>> {
  const input = check(keyChanges, fields);
  if (!input.ok) return refused(...input.problems);
  const { name, description } = input.value;
  return changing(world, actor, async (change) => {
    const before = await findKeyRow(change.tx, reference);
    if (before === null) return ABSENT;
    if (before.revokedAt !== null) return refused({ field: "state", code: "invalid", message: "A revoked key cannot be changed." });
    if (before.name === name && before.description === description) return unchanged(viewKey(before, change.atMs));
    await change.tx.key.update({ where: { id: before.id }, data: { name, description } });
    const after = (await findKeyRow(change.tx, before.id)) ?? before;
    const renamed: JsonObject = before.name === name ? {} : { from: before.name, to: name };
    const details = { publicId: before.publicId, name, ...renamed, described: before.description !== description };
    change.record(before.tenantId ?? INSTANCE_CHAIN, "key.update", `key:${before.id}`, details);
    await announceSecrets(change, before.id);
    return done(viewKey(after, change.atMs));
  });
}
