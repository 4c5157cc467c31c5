// A plan as it is typed.
import { typedNumber } from "@/lib/core/apis/api-form";
import type { EndpointGrants, Plan } from "@/lib/core/catalogue";
import { type WindowDraft, windowDrafts, windowsOf } from "./window-rows";

export interface PlanDraft {
  readonly name: string;
  readonly windows: readonly WindowDraft[];
  readonly accountWindows: readonly WindowDraft[];
  readonly tenantWindows: readonly WindowDraft[];
  readonly quotaLimit: string;
  readonly quotaPeriod: "none" | "day" | "month" | "total";
  readonly allowTokens: boolean;
  /** null = every endpoint. */
  readonly endpoints: EndpointGrants | null;
  /** Whether it was added while the form is open: then its name can be typed. */
  readonly isNew: boolean;
}

export const NEW_PLAN: PlanDraft = {
  name: "",
  windows: [],
  accountWindows: [],
  tenantWindows: [],
  quotaLimit: "",
  quotaPeriod: "none",
  allowTokens: true,
  endpoints: null,
  isNew: true,
};

export function planDraft({ name, windows, accountWindows, tenantWindows, quota, allowTokens, endpoints }: Plan): PlanDraft {
  return {
    name,
    windows: windowDrafts(windows),
    accountWindows: windowDrafts(accountWindows),
    tenantWindows: windowDrafts(tenantWindows),
    quotaLimit: quota === null ? "" : String(quota.limit),
    quotaPeriod: quota?.period ?? "none",
    allowTokens,
    endpoints,
    isNew: false,
  };
}

/** As it is sent. */
export function planOf(draft: PlanDraft) {
  const { name, windows, accountWindows, tenantWindows, quotaLimit, quotaPeriod, allowTokens, endpoints } = draft;
  return {
    name: name.trim(),
    windows: windowsOf(windows),
    accountWindows: windowsOf(accountWindows),
    tenantWindows: windowsOf(tenantWindows),
    quota: quotaPeriod === "none" ? null : { limit: typedNumber(quotaLimit), period: quotaPeriod },
    allowTokens,
    // No call at all would open every one; a list of none is refused beside the field.
    endpoints: endpoints !== null && Object.keys(endpoints).length === 0 ? [] : endpoints,
  };
}
