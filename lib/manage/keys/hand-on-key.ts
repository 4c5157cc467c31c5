// Hands one key on: to the organisation, or to a member.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { accountOf } from "@/lib/core/key-record";
import type { Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { findHolder } from "@/lib/manage/team/remove-member";
import type { World } from "@/lib/manage/world";

const NO_HEIR: Problem = { field: "heir", code: "invalid", message: "There is no such member any more. Choose somebody else." };

/** Gives the key another holder (`keys.write-all`): `organisation`, or the UUID of a member who can sign in. Its secrets go on working. */
export function handOnKey(world: World, actor: string, reference: string, heir: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const key = await findKeyRow(change.tx, reference);
    if (key === null) return ABSENT;
    if (heir === accountOf(key.createdBy)) return unchanged(null);
    const to = await findHolder(change, "", heir);
    if (to === null) return refused(NO_HEIR);
    await change.tx.key.update({ where: { id: key.id }, data: { createdBy: to } });
    // Windows of accounts are counted by holder.
    await announceSecrets(change, key.id);
    const { publicId, name, createdBy: from } = key;
    change.record(key.tenantId ?? INSTANCE_CHAIN, "key.hand-on", `key:${key.id}`, { publicId, name, from, to });
    return done(null);
  });
}
