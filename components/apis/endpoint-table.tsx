// What an API's endpoints need.
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { Endpoint } from "@/lib/core/catalogue";

export function EndpointTable({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  if (endpoints.length === 0) {
    return <p className="max-w-prose leading-relaxed">None is registered, so every path is open to any valid key of this API.</p>;
  }
  return (
    <DataTable caption="Endpoints" columns={["Path", "Methods", "Permission", "Cost"]}>
      {endpoints.map(({ path, methods, permission, cost }) => (
        <tr key={`${path} ${methods.join(" ")}`}>
          <DataRowHeader className="whitespace-nowrap font-mono font-normal text-[0.8125rem]">{path}</DataRowHeader>
          <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{methods.join(", ")}</DataCell>
          <DataCell className="text-ink-soft">{permission ?? "None"}</DataCell>
          <DataCell className="text-ink-soft tabular-nums">{cost === 1 ? "1 unit" : `${cost} units`}</DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
