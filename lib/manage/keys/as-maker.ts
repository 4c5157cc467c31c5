// Lets members change keys that are theirs to change.
import { type KeyMaker, mayChangeKey } from "@/lib/core/keys/key-access";
import { findKeyRow } from "@/lib/manage/keys/find-key";
import { ABSENT, type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** A change of the key with that UUID, in the name of that actor. */
type ChangeKey<T> = (world: World, actor: string, id: string) => Promise<Outcome<T>>;

/** Makes the change where the member may make it; who made a key never changes, so it is looked at beforehand. */
export async function asMaker<T>(world: World, maker: KeyMaker, reference: string, change: ChangeKey<T>): Promise<Outcome<T>> {
  const key = await findKeyRow(world.prisma, reference);
  if (key === null) return ABSENT;
  if (!mayChangeKey(maker, key)) {
    return refused({ field: "", code: "invalid", message: "You can change only keys that you made. Ask an admin of this instance." });
  }
  return change(world, maker.actor, key.id);
}
