// A tenant at a glance: what it is, how much is in it, what signs its tokens.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { MOST_COUNTED, type TenantDetails, type TenantSigningKey } from "@/lib/core/schemas/tenant-overview";

/** How much is in the tenant, each leading to its list. */
export function TenantCounts({ tenant }: { readonly tenant: TenantDetails }) {
  const base = `/tenants/${tenant.id}`;
  const counts = [
    ["Users", tenant.users, `${base}/users`],
    ["Groups", tenant.groups, `${base}/groups`],
    ["Applications", tenant.applications, `${base}/applications`],
    ["API keys", tenant.keys, `/keys?tenant=${tenant.id}`],
  ] as const;
  return (
    <ul aria-label="What is in this tenant" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {counts.map(([label, count, path]) => (
        <li key={label} className="min-w-0">
          <Link
            href={path}
            prefetch={false}
            className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4 hover:border-accent"
          >
            <span className="font-semibold text-2xl tabular-nums tracking-tight">{countWords(count)}</span>
            <span className="text-ink-soft text-sm">{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A count, where counting may have stopped. */
export function countWords(count: number): string {
  return count < MOST_COUNTED ? count.toLocaleString("en-US") : `${MOST_COUNTED.toLocaleString("en-US")}+`;
}

export function TenantIdentity({ tenant, maySeeUsage }: { readonly tenant: TenantDetails; readonly maySeeUsage: boolean }) {
  return (
    <Card>
      <DefinitionList>
        <Definition term="Id">
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{tenant.id}</span>
            <CopyButton text={tenant.id} label={`Copy the id of ${tenant.name}`} />
          </span>
        </Definition>
        <Definition term="Issuer">
          <span className="[overflow-wrap:anywhere]">{tenant.issuer}</span>
        </Definition>
        <Definition term="Created">
          <Instant at={tenant.createdAt} />
        </Definition>
        <Definition term="Changed">
          <Instant at={tenant.updatedAt} />
        </Definition>
        {maySeeUsage && (
          <Definition term="Usage">
            <Link href="/usage" prefetch={false} className="text-accent underline underline-offset-4">
              Compare it with the other tenants&apos;
            </Link>
          </Definition>
        )}
      </DefinitionList>
    </Card>
  );
}

export function SigningKeyTable({ keys }: { readonly keys: readonly TenantSigningKey[] }) {
  if (keys.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        The tenant has no key of its own yet: one is made when the first token is signed. Keys of the whole instance are chosen under Edit.
      </p>
    );
  }
  return (
    <DataTable caption="Signing keys" columns={["Name", "State", "Algorithm", "Key id (kid)", "Created"]}>
      {keys.map(({ id, name, kid, algorithm, createdAt, retiresAt }) => (
        <tr key={id}>
          <DataRowHeader>
            <span className="block max-w-64 [overflow-wrap:anywhere]">{name}</span>
          </DataRowHeader>
          <DataCell>
            {retiresAt === null ? (
              <Badge tone="good">Signs</Badge>
            ) : (
              <>
                <Badge tone="quiet">Verifies</Badge>
                <span className="block pt-1 text-ink-soft text-xs">
                  until <Instant at={retiresAt} />
                </span>
              </>
            )}
          </DataCell>
          <DataCell>{algorithm}</DataCell>
          <DataCell className="font-mono text-[0.8125rem]">{kid}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
