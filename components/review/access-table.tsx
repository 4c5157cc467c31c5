// Keys that work, with what each can do and whose it is.
import Link from "next/link";
import type { ReactNode } from "react";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type AccessRow, endpointWords, permissionWords } from "@/lib/core/keys/access-lines";

interface AccessTableProps {
  readonly keys: readonly AccessRow[];
  /** Names by slug. */
  readonly apis: ReadonlyMap<string, string>;
  /** Whether tenants are told apart: there is more than one. */
  readonly hasTenants: boolean;
}

export function AccessTable({ keys, apis, hasTenants }: AccessTableProps) {
  if (keys.length === 0)
    return (
      <EmptyState title="No key works here">
        <p>Nobody can call an API with a key that fits these filters: there is none, or each is paused, expired or revoked.</p>
      </EmptyState>
    );
  const tenant = hasTenants ? ["Tenant"] : [];
  return (
    <DataTable caption="Keys" isDense columns={["Name", "API", "Permissions", "Endpoints", ...tenant, "Owner", "Expires", "Last used"]}>
      {keys.map((key) => (
        <tr key={key.id} className="break-inside-avoid">
          <DataRowHeader className="sm:min-w-36">
            <Link href={`/keys/${key.publicId}`} prefetch={false} className="block max-w-60 text-accent [overflow-wrap:anywhere]">
              {key.name}
            </Link>
            <span className="block font-mono font-normal text-ink-soft text-xs">{key.publicId}</span>
          </DataRowHeader>
          <DataCell className="min-w-24 [overflow-wrap:anywhere]">
            {apis.get(key.api) ?? key.api}
            <span className="block text-ink-soft text-xs">plan {key.plan}</span>
          </DataCell>
          <DataCell className="min-w-28 [overflow-wrap:anywhere]">{permissionWords(key.permissions)}</DataCell>
          <DataCell className="min-w-40 [overflow-wrap:anywhere]">
            {endpointWords(key.endpoints)}
            {key.ipAllowList.length > 0 && <span className="block text-ink-soft text-xs">only from {key.ipAllowList.join(", ")}</span>}
          </DataCell>
          {hasTenants && (
            <DataCell className="min-w-24 [overflow-wrap:anywhere]">{key.tenant === null ? <Soft>None</Soft> : key.tenant.name}</DataCell>
          )}
          <DataCell className="min-w-24 [overflow-wrap:anywhere]">{key.owner}</DataCell>
          <DataCell>
            <InstantOrNever at={key.expiresAt} />
          </DataCell>
          <DataCell>
            <InstantOrNever at={key.lastUsedAt} />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}

function InstantOrNever({ at }: { readonly at: string | null }) {
  return at === null ? <Soft>Never</Soft> : <Instant at={at} mayBreak />;
}

function Soft({ children }: { readonly children: ReactNode }) {
  return <span className="text-ink-soft">{children}</span>;
}
