// The protected APIs of an instance, as the console lists them.
import Link from "next/link";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { baseUrlOf } from "@/lib/core/api-entrance";
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";

interface ApiListProps {
  readonly apis: readonly Api[];
  readonly instanceUrl: string;
  /** By the API's UUID. */
  readonly activeKeys: ReadonlyMap<string, number>;
}

const COLUMNS = ["API", "Dialect", "Entrance", "Upstream", "Endpoints", "Active keys"] as const;

/** Where the requests of an API go. */
export function upstreamText({ slug, upstream }: Pick<Api, "slug" | "upstream">): string {
  if (slug === MANAGEMENT_SLUG || slug === SERVICE_SLUG) return "Answered by Keyfuse itself";
  return upstream === "sample" ? "Built-in sample service" : (upstream ?? "None");
}

/** Every address at which clients reach an API, the one that always works first. */
export function entrancesOf(api: Pick<Api, "slug" | "hosts">, instanceUrl: string): readonly string[] {
  if (api.slug === MANAGEMENT_SLUG) return [`${instanceUrl}/api`];
  const own = api.hosts.map((host) => baseUrlOf({ slug: api.slug, hosts: [host] }, instanceUrl));
  return [baseUrlOf({ slug: api.slug, hosts: [] }, instanceUrl), ...own];
}

/** The built-in ones answer for Keyfuse itself. */
function isBehind({ slug }: Api): boolean {
  return slug !== MANAGEMENT_SLUG && slug !== SERVICE_SLUG;
}

/** A table of the APIs that have an entrance; how to put one here where there are only the built-in ones. */
export function ApiList({ apis, instanceUrl, activeKeys }: ApiListProps) {
  const behind = apis.filter(isBehind);
  const shown = [...behind, ...apis.filter(({ slug }) => slug === MANAGEMENT_SLUG)];
  return (
    <>
      {behind.length === 0 && <NoApi />}
      <DataTable caption="APIs behind this instance" columns={COLUMNS}>
        {shown.map((api) => (
          <tr key={api.slug}>
            <DataRowHeader>
              <Link href={`/apis/${api.slug}`} prefetch={false} className="text-accent underline underline-offset-4">
                {api.name}
              </Link>
              <span className="block font-mono font-normal text-ink-soft text-xs">{api.slug}</span>
            </DataRowHeader>
            <DataCell className="whitespace-nowrap text-ink-soft">{api.dialect.title}</DataCell>
            <DataCell className="font-mono text-[0.8125rem]">
              {entrancesOf(api, instanceUrl).map((entrance) => (
                <span key={entrance} className="block whitespace-nowrap">
                  {entrance.replace(/^https?:\/\/[^/]+(?=\/)/, "")}
                </span>
              ))}
            </DataCell>
            <DataCell className="min-w-40 break-words text-ink-soft">{upstreamText(api)}</DataCell>
            <DataCell className="text-ink-soft tabular-nums">{api.endpoints.length === 0 ? "Every path" : api.endpoints.length}</DataCell>
            <DataCell className="tabular-nums">
              <Link href={`/keys?api=${api.slug}`} prefetch={false} className="underline underline-offset-4">
                {activeKeys.get(api.id) ?? 0}
                <span className="sr-only"> active keys of {api.name}</span>
              </Link>
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </>
  );
}

function NoApi() {
  return (
    <EmptyState title="No API is protected here yet">
      <p>
        Describe your API in a bootstrap file: a name, its dialect, where it runs, and what its endpoints need. The next start puts it here.
      </p>
      <p>
        <Link href="/guide#your-own-api" className="font-medium text-accent underline underline-offset-4">
          How to put an API behind Keyfuse
        </Link>
      </p>
    </EmptyState>
  );
}
