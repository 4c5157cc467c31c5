// Renames a signing key, and deletes one that nobody chose.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { readSigningKeyName, type SigningKeyView } from "@/lib/core/schemas/signing-key";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { isChosen } from "./key-choices";
import { SHOWN_COLUMNS, viewSigningKey } from "./view-signing-key";

/** Gives the key with that UUID another name; names are unique. */
export function renameSigningKey(world: World, actor: string, id: string, key: JsonObject): Promise<Outcome<SigningKeyView>> {
  const input = readSigningKeyName(key);
  return changing(world, actor, async (change) => {
    const before = await change.tx.signingKey.findUnique({ where: { id } });
    if (before === null) return ABSENT;
    if (!input.ok) return refused(...input.problems);
    const { name } = input.value;
    if (name === before.name) return unchanged(viewSigningKey(world, before));
    const after = await change.tx.signingKey.update({ where: { id }, data: { name }, select: SHOWN_COLUMNS });
    change.record(before.tenantId ?? INSTANCE_CHAIN, "signing-key.update", `signing-key:${id}`, { from: before.name, to: name });
    return done(viewSigningKey(world, after));
  });
}

/** Deletes it: its tokens count no more, on every process. Refused while a tenant or an application names it. */
export function deleteSigningKey(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const key = await change.tx.signingKey.findUnique({ where: { id } });
    if (key === null) return ABSENT;
    if (await isChosen(change.tx, id)) {
      return refused({ field: "id", code: "invalid", message: "The jwtConfiguration of a tenant or an application names this key." });
    }
    await change.tx.signingKey.delete({ where: { id } });
    change.record(key.tenantId ?? INSTANCE_CHAIN, "signing-key.delete", `signing-key:${id}`, { name: key.name, kid: key.kid });
    change.announceCatalogue();
    return done(null);
  });
}
