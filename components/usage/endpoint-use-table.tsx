// The endpoints that a key called, the most used first.
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { KeyUsageView } from "@/lib/core/schemas/usage-view";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { countText } from "@/lib/core/usage/usage-words";
import { OUTCOME_LOOKS } from "./outcome-looks";

const COLUMNS = ["Endpoint", ...OUTCOMES.map((outcome) => OUTCOME_LOOKS[outcome].label)];

export function EndpointUseTable({ endpoints }: { readonly endpoints: KeyUsageView["endpoints"] }) {
  if (endpoints.length === 0) return <p className="text-ink-soft text-sm">No endpoint was called.</p>;
  return (
    <DataTable isDense caption="Endpoints" columns={COLUMNS}>
      {endpoints.map((row) => (
        <tr key={`${row.method} ${row.endpoint}`}>
          <DataRowHeader className="min-w-24 font-mono font-normal text-[0.8125rem] [overflow-wrap:anywhere]">
            {callText(row)}
          </DataRowHeader>
          {OUTCOMES.map((outcome) => (
            <DataCell key={outcome} className="tabular-nums">
              {countText(row[outcome])}
            </DataCell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

/** What was called; a key that was only verified was asked about no endpoint. */
export function callText({ method, endpoint }: { readonly method: string; readonly endpoint: string }): string {
  return endpoint === "" ? "(verified only)" : `${method} ${endpoint}`.trim();
}
