// The protected APIs of an instance, as its landing page names them.
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
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">APIs behind this instance</caption>
        <thead className="border-line border-b text-ink-soft">
          <tr>
            <th scope="col" className="px-4 py-2.5 font-medium">
              API
            </th>
            <th scope="col" className="px-4 py-2.5 font-medium">
              Entrance
            </th>
            <th scope="col" className="px-4 py-2.5 font-medium">
              Dialect
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shown.map((api) => (
            <tr key={api.slug}>
              <th scope="row" className="px-4 py-2.5 font-medium">
                {api.name}
              </th>
              <td className="px-4 py-2.5 font-mono text-[0.8125rem]">{entranceOf(api)}</td>
              <td className="px-4 py-2.5 text-ink-soft">{api.dialect.title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
