// What the form that creates keys offers to a member.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { ExpiryRules } from "@/lib/core/keys/expiry";
import { type FormApi, formApi } from "@/lib/core/keys/form-api";
import { mayEditKey, mayMakeKeysOf } from "@/lib/core/keys/key-access";
import type { FormTenant } from "@/lib/core/keys/key-draft";
import type { OfferedEdit } from "@/lib/core/keys/read-edit-form";
import { MOST_LISTED_TENANTS } from "@/lib/core/keys/tenant-choice";
import { readPublished } from "@/lib/core/published";
import { mayTake } from "@/lib/core/roles";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { SECURITY } from "@/lib/core/settings/security";
import { readSetting } from "@/lib/manage/settings/setting";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { makerOf, type Session } from "./with-session";

/** Keyfuse's own APIs come last: most keys are for the team's. */
const LAST = [MANAGEMENT_SLUG, SERVICE_SLUG];

/** The protected API of that slug, or null. */
export function findApi(slug: string): Api | null {
  return (
    readPublished()
      ?.catalogue()
      .apis.find((api) => api.slug === slug) ?? null
  );
}

/** The APIs whose keys the member may make. */
export function offeredApis({ member }: Session): FormApi[] {
  const apis = readPublished()?.catalogue().apis ?? [];
  return apis
    .filter(({ slug }) => mayMakeKeysOf(member, slug))
    .sort((one, other) => LAST.indexOf(one.slug) - LAST.indexOf(other.slug))
    .map(formApi);
}

/**
 * The tenants to choose from, and the one that is asked for by its id or name; none while there are fewer than two. Whoever is confined
 * must choose one of theirs, also where there is one. One more than a list holds says that there are more.
 */
export async function offeredTenants({ world, member }: Session, asked = ""): Promise<FormTenant[]> {
  const tenants = await listTenantNames(world, member.reach, { most: MOST_LISTED_TENANTS + 1, besides: [asked] });
  return tenants.length < 2 && !member.isConfined ? [] : tenants;
}

/** What owners decided about the life of keys. */
export async function expiryRules({ world }: Pick<Session, "world">): Promise<ExpiryRules> {
  const { longestKeyDays, usualKeyDays } = await readSetting(world, SECURITY);
  return { longestKeyDays, usualKeyDays };
}

/** The form that changes the key; null = it is not the member's to change, is revoked, or its API is not served. */
export async function offeredEdit(session: Session, key: KeyView): Promise<OfferedEdit | null> {
  const { member, world } = session;
  const api = findApi(key.api);
  if (api === null || key.state === "revoked" || !mayEditKey(makerOf(session), key)) return null;
  const offersKeyManager = mayTake(member, "keys.flag-manager");
  return { api: formApi(api), key, offersKeyManager, rules: await expiryRules(session), nowMs: world.nowMs() };
}
