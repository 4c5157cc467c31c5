// Creates the key of a form that was opened once: sent again, by a second press or by a replay, it creates nothing and shows nothing.
import { type KeyMaker, mayMakeKeysOf } from "@/lib/core/keys/key-access";
import type { Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { type CreatedKey, createKey } from "@/lib/manage/keys/create-key";
import { type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** What creating keys by form needs besides the world. */
export interface KeyFormWorld extends World {
  /** Counts a secret that a member typed. Whole seconds to wait when there were too many, else null. */
  readonly admitTypedSecret: (actor: string) => number | null;
}

/** `id` was drawn when the form was opened, and becomes the key's own. */
export interface KeyForm {
  readonly id: string;
  readonly api: string;
  readonly secret?: string | undefined;
  readonly [field: string]: unknown;
}

export type CreatedOnce = Outcome<CreatedKey> | { readonly kind: "already-created"; readonly publicId: string };

/** Creates the key, the first time. Whoever asks again learns which key it became, if it is theirs. */
export async function createKeyOnce(world: KeyFormWorld, maker: KeyMaker, form: KeyForm): Promise<CreatedOnce> {
  const id = readUuid(form.id);
  if (id === null) return refused(invalid("id", "This form is incomplete. Reload the page and try again."));
  if (!mayMakeKeysOf(maker.role, form.api)) return refused(invalid("api", "Only admins make keys of this API."));
  const earlier = await findEarlier(world, maker, id);
  if (earlier !== null) return earlier;
  // Whoever types secrets could try which ones are taken.
  const waitSeconds = form.secret === undefined ? null : world.admitTypedSecret(maker.actor);
  if (waitSeconds !== null) return refused(invalid("secret", `Too many typed secrets. Try again in ${waitSeconds} seconds.`));
  const outcome = await createKey(world, maker.actor, { ...form, id });
  const isRace = outcome.kind === "refused" && outcome.problems.some(({ field, code }) => field === "id" && code === "duplicate");
  return (isRace ? await findEarlier(world, maker, id) : null) ?? outcome;
}

async function findEarlier(world: World, { actor }: KeyMaker, id: string): Promise<CreatedOnce | null> {
  const key = await world.prisma.key.findUnique({ where: { id }, select: { publicId: true, createdBy: true } });
  if (key === null) return null;
  if (key.createdBy === actor) return { kind: "already-created", publicId: key.publicId };
  return refused(invalid("id", "This form cannot be used. Reload the page and try again."));
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
