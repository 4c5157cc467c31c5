// An API as the form that creates keys offers it: plain data for the browser, nothing that only the gate needs.
import { type Api, type EndpointGrants, MANAGEMENT_SLUG, type Plan } from "@/lib/core/catalogue";
import type { PurposePreset } from "@/lib/core/dialects/dialect";
import type { GrantingApi } from "@/lib/core/grants/reach";
import type { KeyShape } from "@/lib/core/secrets/key-shape";
import { countText } from "@/lib/core/usage/usage-words";

/** A plan to choose. */
export interface FormPlan {
  readonly name: string;
  /** What it allows, in words. */
  readonly words: string;
  readonly endpoints: EndpointGrants | null;
}

/** An API to choose. */
export interface FormApi extends GrantingApi {
  readonly slug: string;
  readonly name: string;
  readonly dialectTitle: string;
  /** Permissions to tick; none = they are free names. */
  readonly permissions: readonly string[];
  readonly purposes: readonly PurposePreset[];
  readonly plans: readonly FormPlan[];
  /** How a secret looks that stands ready where secrets may be typed; null = they are always minted. */
  readonly typedSecret: KeyShape | null;
  /** Whether its keys can make keys, where they are flagged so. */
  readonly hasKeyManagers: boolean;
  /** Whether a request says by a header which tenant it means. */
  readonly namesTenants: boolean;
  readonly allowsEncodedSlash: boolean;
}

const PERIODS = new Map([
  [1, "second"],
  [60, "minute"],
  [3600, "hour"],
  [86_400, "day"],
]);

/** The API for the form. */
export function formApi({ slug, name, dialect, endpoints, plans, settings }: Api): FormApi {
  const needed = [...new Set(endpoints.flatMap(({ permission }) => permission ?? []))];
  const permissions = dialect.permissions ?? needed;
  return {
    slug,
    name,
    dialectTitle: dialect.title,
    endpoints,
    openingPermission: dialect.openingPermission,
    permissions,
    purposes: dialect.purposes.map((preset) => ({ ...preset, permissions: offered(preset.permissions, permissions) })),
    plans: Object.values(plans).map((plan) => ({ name: plan.name, words: planWords(plan), endpoints: plan.endpoints })),
    typedSecret: dialect.acceptsTypedSecrets === true ? dialect.keyShape : null,
    hasKeyManagers: slug === MANAGEMENT_SLUG,
    // The management API judges tenants later, in each operation.
    namesTenants: dialect.tenantHeader !== null && slug !== MANAGEMENT_SLUG,
    allowsEncodedSlash: settings.allowEncodedSlash,
  };
}

/** `100 a minute, 5,000 a day` */
export function planWords({ windows, quota }: Pick<Plan, "windows" | "quota">): string {
  const limits = windows.map(({ limit, seconds }) => `${countText(limit)} ${periodWords(seconds)}`);
  if (quota !== null)
    limits.push(quota.period === "total" ? `${countText(quota.limit)} in all` : `${countText(quota.limit)} a calendar ${quota.period}`);
  return limits.length === 0 ? "no limits" : limits.join(", ");
}

function periodWords(seconds: number): string {
  const period = PERIODS.get(seconds);
  if (period === undefined) return `in ${seconds} seconds`;
  return `${period === "hour" ? "an" : "a"} ${period}`;
}

/** A preset fills in only what can be ticked. */
function offered(names: readonly string[], permissions: readonly string[]): readonly string[] {
  return permissions.length === 0 ? names : names.filter((name) => name === "*" || permissions.includes(name));
}
