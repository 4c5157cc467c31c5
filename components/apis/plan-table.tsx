// What the plans of an API allow.
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { EndpointGrants, Plan, Quota, Window } from "@/lib/core/catalogue";
import { windowName } from "@/lib/core/windows/claim";

const PERIODS: Readonly<Record<Quota["period"], string>> = { day: "a day (UTC)", month: "a month (UTC)", total: "for life" };

export function PlanTable({ plans }: { readonly plans: readonly Plan[] }) {
  return (
    <DataTable caption="Plans" columns={["Plan", "Windows", "Quota", "Tokens", "Endpoints"]}>
      {plans.map((plan) => (
        <tr key={plan.name}>
          <DataRowHeader className="break-words">{plan.name}</DataRowHeader>
          <DataCell className="min-w-40 tabular-nums">
            <Windows plan={plan} />
          </DataCell>
          <DataCell className="whitespace-nowrap tabular-nums">{plan.quota === null ? "None" : quotaText(plan.quota)}</DataCell>
          <DataCell className="text-ink-soft">{plan.allowTokens ? "Yes" : "No"}</DataCell>
          <DataCell className="min-w-40 text-ink-soft">{plan.endpoints === null ? "All" : <Grants grants={plan.endpoints} />}</DataCell>
        </tr>
      ))}
    </DataTable>
  );
}

function Windows({ plan: { windows, accountWindows = [], tenantWindows = [] } }: { readonly plan: Plan }) {
  const groups = [
    { whose: "", group: windows },
    { whose: "all keys of an account together", group: accountWindows },
    { whose: "all keys of a tenant together", group: tenantWindows },
  ].filter(({ group }) => group.length > 0);
  if (groups.length === 0) return "No limit";
  return groups.map(({ whose, group }) => (
    <span key={whose} className="block">
      {whose !== "" && <span className="mt-1.5 block text-ink-soft text-xs">{whose}</span>}
      {group.map((window) => (
        <span key={`${window.limit} ${window.seconds}`} className="block whitespace-nowrap">
          {windowText(window)}
        </span>
      ))}
    </span>
  ));
}

export function windowText({ limit, seconds }: Window): string {
  return `${countText(limit)} in any ${windowName(seconds)}`;
}

function quotaText({ limit, period }: Quota): string {
  return `${countText(limit)} ${PERIODS[period]}`;
}

/** The same for everybody: the page is made on the server. */
function countText(count: number): string {
  return count.toLocaleString("en-GB");
}

function Grants({ grants }: { readonly grants: EndpointGrants }) {
  const entries = Object.entries(grants);
  if (entries.length === 0) return "None";
  return entries.map(([path, methods]) => (
    <span key={path} className="block whitespace-nowrap font-mono text-[0.8125rem]">
      {methods.join(", ")} {path}
    </span>
  ));
}
