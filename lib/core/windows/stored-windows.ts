// A plan's windows as one list: how the database keeps those of a caller, of an account and of a tenant side by side.
import type { Plan, Window } from "@/lib/core/catalogue";

/** A window and who counts together in it; absent = each caller alone, as in every row that was written before there was anything else. */
export interface StoredWindow extends Window {
  readonly per?: "account" | "tenant";
}

/** The windows that a plan may name. */
export type PlanWindows = Pick<Plan, "windows" | "accountWindows" | "tenantWindows">;

/** The windows of a stored list. */
export function windowsOfPlan(stored: readonly StoredWindow[]): PlanWindows {
  const of = (per: StoredWindow["per"]) =>
    stored.filter((window) => window.per === per).map(({ limit, seconds }): Window => ({ limit, seconds }));
  const accountWindows = of("account");
  const tenantWindows = of("tenant");
  return {
    windows: of(undefined),
    ...(accountWindows.length === 0 ? {} : { accountWindows }),
    ...(tenantWindows.length === 0 ? {} : { tenantWindows }),
  };
}

/** The list to store: what the change does not name stays as it is. */
export function storedWindows(stored: readonly StoredWindow[], changed: Partial<PlanWindows>): StoredWindow[] {
  const { windows, accountWindows = [], tenantWindows = [] } = { ...windowsOfPlan(stored), ...changed };
  return [
    ...windows.map(({ limit, seconds }) => ({ limit, seconds })),
    ...accountWindows.map(({ limit, seconds }) => ({ limit, seconds, per: "account" as const })),
    ...tenantWindows.map(({ limit, seconds }) => ({ limit, seconds, per: "tenant" as const })),
  ];
}
