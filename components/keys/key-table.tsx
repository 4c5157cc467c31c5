// Keys as a list.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { KEY_STATE_LABELS } from "./key-states";

/** What people call the things that keys name by their ids. */
export interface KeyNames {
  readonly apis: ReadonlyMap<string, string>;
  /** null = tenants are not told apart: there is one. */
  readonly tenants: ReadonlyMap<string, string> | null;
  readonly actors: ReadonlyMap<string, string>;
}

export function KeyTable({ keys, names }: { readonly keys: readonly KeyView[]; readonly names: KeyNames }) {
  const tenant = names.tenants === null ? [] : ["Tenant"];
  return (
    <DataTable caption="API keys" columns={["Name", "State", "API", ...tenant, "Secret", "Last used", "Expires", "Created"]}>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} names={names} />
      ))}
    </DataTable>
  );
}

function KeyRow({ apiKey, names }: { readonly apiKey: KeyView; readonly names: KeyNames }) {
  const { label, tone } = KEY_STATE_LABELS[apiKey.state];
  return (
    <tr>
      <DataRowHeader>
        <Link href={`/keys/${apiKey.publicId}`} prefetch={false} className="block max-w-72 break-words text-accent hover:underline">
          {apiKey.name}
        </Link>
        <span className="block font-mono font-normal text-ink-soft text-xs">{apiKey.publicId}</span>
      </DataRowHeader>
      <DataCell>
        <Badge tone={tone}>{label}</Badge>
      </DataCell>
      <DataCell className="whitespace-nowrap">{names.apis.get(apiKey.api) ?? apiKey.api}</DataCell>
      {names.tenants !== null && <DataCell>{tenantName(apiKey.tenantId, names.tenants)}</DataCell>}
      <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{apiKey.secrets.at(-1)?.preview ?? "–"}</DataCell>
      <DataCell className="text-ink-soft">
        <InstantOr at={apiKey.lastUsedAt} otherwise="Never" />
        {apiKey.lastUsedFrom !== null && <span className="block whitespace-nowrap text-xs">from {apiKey.lastUsedFrom}</span>}
      </DataCell>
      <DataCell className="text-ink-soft">
        <InstantOr at={apiKey.expiresAt} otherwise="Never" />
      </DataCell>
      <DataCell className="text-ink-soft">
        <Instant at={apiKey.createdAt} />
        <span className="block max-w-48 break-words text-xs">by {names.actors.get(apiKey.createdBy) ?? apiKey.createdBy}</span>
      </DataCell>
    </tr>
  );
}

function InstantOr({ at, otherwise }: { readonly at: string | null; readonly otherwise: string }) {
  return at === null ? otherwise : <Instant at={at} />;
}

function tenantName(id: string | null, names: ReadonlyMap<string, string>) {
  if (id === null) return <span className="text-ink-soft">None</span>;
  return <span className="block max-w-48 break-words">{names.get(id) ?? id}</span>;
}
