// The protected APIs of an instance, as the console lists them.
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";

/** Where clients reach an API on this instance. */
function entranceOf(api: Api): string {
  return api.slug === MANAGEMENT_SLUG ? "/api/" : `/gateway/${api.slug}/`;
}

/** A table of the APIs; a sentence instead where there is none. */
export function ApiList({ apis }: { readonly apis: readonly Api[] }) {
  const shown = apis.filter((api) => api.slug !== SERVICE_SLUG);
  if (shown.length === 0) return <p className="text-ink-soft">No API is protected here yet.</p>;
  return (
    <DataTable caption="APIs behind this instance" columns={["API", "Entrance", "Dialect"]}>
      {shown.map((api) => (
        <tr key={api.slug}>
          <DataRowHeader>{api.name}</DataRowHeader>
          <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{entranceOf(api)}</DataCell>
          <DataCell className="text-ink-soft">{api.dialect.title}</DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
