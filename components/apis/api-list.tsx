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
  /** Whether whoever looks may put an API here. */
  readonly mayCreate: boolean;
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

/** A table of APIs that have an entrance; how to put one here where there is only Keyfuse's own. */
export function ApiList({ apis, instanceUrl, activeKeys, mayCreate }: ApiListProps) {
  return (
    <>
      {apis.every(({ slug }) => slug === MANAGEMENT_SLUG) && <NoApi mayCreate={mayCreate} />}
      <DataTable caption="APIs behind this instance" columns={COLUMNS}>
        {apis.map((api) => (
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

function NoApi({ mayCreate }: { readonly mayCreate: boolean }) {
  return (
    <EmptyState title="No API is protected here yet">
      <p>
        An API has a name, a dialect, and an upstream where it runs.{" "}
        {mayCreate
          ? "Create the first one here, or describe it in a bootstrap file: the next start puts it here."
          : "An admin creates the first one here, or describes it in a bootstrap file."}
      </p>
      <p>
        <Link href={mayCreate ? "/apis/new" : "/guide#your-own-api"} className="font-medium text-accent underline underline-offset-4">
          {mayCreate ? "Create an API" : "How to put an API behind Keyfuse"}
        </Link>
      </p>
    </EmptyState>
  );
}
