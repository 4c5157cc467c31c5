// Creates the key of a form that was opened once: sent again, by a second press or by a replay, it creates nothing and shows nothing.
import { ORGANISATION } from "@/lib/core/key-record";
import { chosenHolder, type KeyMaker, mayChooseHolder, mayMakeKeysOf, NOT_THEIR_HOLDER } from "@/lib/core/keys/key-access";
import type { Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { reaches } from "@/lib/core/tenant-reach";
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
  /** Who holds it: left out or "" = the maker; else `organisation`. */
  readonly holder?: unknown;
  readonly [field: string]: unknown;
}

export type CreatedOnce = Outcome<CreatedKey> | { readonly kind: "already-created"; readonly publicId: string };

/** Creates the key, the first time. Whoever asks again learns which key it became, if it is theirs. */
export async function createKeyOnce(world: KeyFormWorld, maker: KeyMaker, { holder: asked, ...form }: KeyForm): Promise<CreatedOnce> {
  const id = readUuid(form.id);
  if (id === null) return refused(invalid("id", "This form is incomplete. Reload the page and try again."));
  if (!mayMakeKeysOf(maker, form.api)) return refused(invalid("api", "Only admins make keys of this API."));
  if (!reaches(maker.reach, typeof form.tenantId === "string" ? readUuid(form.tenantId) : null)) {
    return refused(invalid("tenantId", "Choose one of your tenants."));
  }
  const holder = chosenHolder(maker, asked);
  if (holder === null) return refused(NOT_THEIR_HOLDER);
  const earlier = await findEarlier(world, maker, id);
  if (earlier !== null) return earlier;
  // Whoever types secrets could try which ones are taken.
  const waitSeconds = form.secret === undefined ? null : world.admitTypedSecret(maker.actor);
  if (waitSeconds !== null) return refused(invalid("secret", `Too many typed secrets. Try again in ${waitSeconds} seconds.`));
  const outcome = await createKey(world, maker.actor, { ...form, id }, holder);
  const isRace = outcome.kind === "refused" && outcome.problems.some(({ field, code }) => field === "id" && code === "duplicate");
  return (isRace ? await findEarlier(world, maker, id) : null) ?? outcome;
}

/** Theirs is what they hold, and, for those who may choose, what the organisation holds. */
async function findEarlier(world: World, maker: KeyMaker, id: string): Promise<CreatedOnce | null> {
  const key = await world.prisma.key.findUnique({ where: { id }, select: { publicId: true, createdBy: true, tenantId: true } });
  if (key === null) return null;
  const isTheirs = key.createdBy === maker.actor || (key.createdBy === ORGANISATION && mayChooseHolder(maker));
  if (isTheirs && reaches(maker.reach, key.tenantId)) return { kind: "already-created", publicId: key.publicId };
  return refused(invalid("id", "This form cannot be used. Reload the page and try again."));
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
