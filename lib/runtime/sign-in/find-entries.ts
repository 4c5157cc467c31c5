// Finds what the command palette offers beside pages: keys, APIs and tenants that the member may read.
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import { LEAST_SEARCHED_CHARACTERS, NOTHING_FOUND, type PaletteEntry, type PaletteFinds } from "@/lib/core/palette/palette";
import { readPublished } from "@/lib/core/published";
import { type ConsoleAction, mayTake } from "@/lib/core/roles";
import { EVERY_KEY_SEARCH } from "@/lib/core/schemas/key-search";
import type { TenantReach } from "@/lib/core/tenant-reach";
import { searchKeys } from "@/lib/manage/keys/search-keys";
import { suggestTenants } from "@/lib/manage/tenants/suggest-tenants";
import type { Session } from "./with-session";

/** Of each kind. */
const MOST_ENTRIES = 8;

/** What is found for the text; nothing for one that is too short. */
export async function findEntries({ member, world }: Pick<Session, "member" | "world">, text: string): Promise<PaletteFinds> {
  if (text.length < LEAST_SEARCHED_CHARACTERS) return NOTHING_FOUND;
  const may = (action: ConsoleAction) => mayTake(member, action);
  const [keys, tenants] = await Promise.all([
    may("keys.read") ? keyEntries(world, member.reach, text) : [],
    may("tenants.read") ? tenantEntries(world, member.reach, text) : [],
  ]);
  return { keys, tenants, apis: may("apis.read") ? apiEntries(text) : [] };
}

async function keyEntries(world: Session["world"], reach: TenantReach, text: string): Promise<PaletteEntry[]> {
  const { keys } = await searchKeys(world, reach, { ...EVERY_KEY_SEARCH, text, sort: "last-used" });
  return keys
    .slice(0, MOST_ENTRIES)
    .map(({ id, publicId, name, api, state }) => ({ id, label: name, detail: `${publicId}, ${api}, ${state}`, href: `/keys/${publicId}` }));
}

function apiEntries(text: string): PaletteEntry[] {
  const asked = text.toLowerCase();
  return (readPublished()?.catalogue().apis ?? [])
    .filter(({ slug, name }) => slug !== SERVICE_SLUG && `${name} ${slug}`.toLowerCase().includes(asked))
    .slice(0, MOST_ENTRIES)
    .map(({ id, slug, name }) => ({ id, label: name, detail: slug, href: `/apis/${slug}` }));
}

async function tenantEntries(world: Session["world"], reach: TenantReach, text: string): Promise<PaletteEntry[]> {
  const tenants = await suggestTenants(world, reach, text, MOST_ENTRIES);
  return tenants.map(({ id, name }) => ({ id, label: name, detail: id, href: `/tenants/${id}` }));
}
