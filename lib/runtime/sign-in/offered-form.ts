// What the form that creates keys offers to a member.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { type FormApi, formApi } from "@/lib/core/keys/form-api";
import { mayMakeKeysOf } from "@/lib/core/keys/key-access";
import type { FormTenant } from "@/lib/core/keys/key-draft";
import { readPublished } from "@/lib/core/published";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import type { Session } from "./with-session";

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
    .filter(({ slug }) => mayMakeKeysOf(member.role, slug))
    .sort((one, other) => LAST.indexOf(one.slug) - LAST.indexOf(other.slug))
    .map(formApi);
}

/** The tenants to choose from; none while there are fewer than two. */
export async function offeredTenants({ world }: Session): Promise<FormTenant[]> {
  const tenants = await listTenants(world);
  return tenants.length < 2 ? [] : tenants.map(({ id, name }) => ({ id, name }));
}
