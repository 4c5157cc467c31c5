// Finds out what a key's references are called, and what it can do.
import { planWords } from "@/lib/core/keys/form-api";
import type { KeyPower } from "@/lib/core/keys/power-words";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { nameActors } from "@/lib/manage/team/name-actors";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import type { World } from "@/lib/manage/world";
import { findApi } from "./offered-form";

/** A key in the words of people; `power` is null where the catalogue does not hold its API yet. */
export interface DescribedKey {
  readonly names: {
    readonly api: string;
    readonly tenant: string | null;
    readonly createdBy: string;
    readonly purpose: string | null;
    /** What its plan allows; null = the catalogue does not hold the plan yet. */
    readonly plan: string | null;
  };
  readonly power: KeyPower | null;
}

/** The description of a key. */
export async function describeKey(world: World, key: KeyView): Promise<DescribedKey> {
  const api = findApi(key.api);
  const [tenants, actors] = await Promise.all([
    key.tenantId === null ? [] : listTenants(world, [key.tenantId]),
    nameActors(world, [key.createdBy]),
  ]);
  const tenant = key.tenantId === null ? null : (tenants[0]?.name ?? key.tenantId);
  const purpose = api?.dialect.purposes.find((preset) => preset.purpose === key.purpose)?.label ?? key.purpose;
  const held = api?.plans[key.plan];
  const plan = held === undefined ? null : planWords(held);
  const names = { plan, api: api?.name ?? key.api, tenant, createdBy: actors.get(key.createdBy) ?? key.createdBy, purpose };
  if (api === null) return { names, power: null };
  const { name, endpoints, dialect, plans } = api;
  return {
    names,
    power: {
      api: { name, endpoints, openingPermission: dialect.openingPermission },
      grant: key,
      planEndpoints: plans[key.plan]?.endpoints ?? null,
      tenantName: tenant,
      ipAllowList: key.ipAllowList,
      expiresAt: key.expiresAt,
      isOver: key.state === "revoked" || key.state === "expired",
    },
  };
}
