// Lets members change keys that are theirs to change.
import { type KeyMaker, mayChangeKey, mayEditKey, NOT_THEIR_KEY } from "@/lib/core/keys/key-access";
import { reaches } from "@/lib/core/tenant-reach";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { ABSENT, type Refusal, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** A change of the key with that UUID, in the name of that actor. */
type ChangeKey<Ended> = (world: World, actor: string, id: string) => Promise<Ended>;

/**
 * Makes the change where the member may make it; whose a key is changes only when an owner hands it on or its tenant is deleted, so it is
 * looked at beforehand. A key beyond the member's reach is absent.
 */
export async function asMaker<Ended>(world: World, maker: KeyMaker, reference: string, change: ChangeKey<Ended>): Promise<Ended | Refusal> {
  const key = await findKeyRow(world.prisma, reference);
  if (key === null || !reaches(maker.reach, key.tenantId)) return ABSENT;
  if (!mayChangeKey(maker, key)) return refused(NOT_THEIR_KEY);
  return change(world, maker.actor, key.id);
}

/** The same of what gives the key a new secret or a longer life: no member gets more power by it than by making a key. */
export async function asRenewer<Ended>(
  world: World,
  maker: KeyMaker,
  reference: string,
  change: ChangeKey<Ended>,
): Promise<Ended | Refusal> {
  return asMaker<Ended | Refusal>(world, maker, reference, async (_, actor, id) => {
    const key = await findKeyRow(world.prisma, id);
    if (key === null) return ABSENT;
    if (!mayEditKey(maker, { ...key, api: key.api.slug })) {
      return refused({ field: "", code: "invalid", message: "Your role does not let you make such keys. Ask an owner of this instance." });
    }
    return change(world, actor, id);
  });
}
