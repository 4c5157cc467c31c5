// Keys as a list.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { Sparkline } from "@/components/usage/sparkline";
import { renewalLabel } from "@/lib/core/keys/renewal";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { KeySparkline } from "@/lib/core/schemas/usage-view";
import { TickKey, TickPage } from "./bulk/key-selection";
import { KEY_STATE_LABELS } from "./key-states";
import { renewalsOfKey } from "./rotate/key-renewals";

/** What people call the things that keys name by their ids. */
export interface KeyNames {
  readonly apis: ReadonlyMap<string, string>;
  /** null = tenants are not told apart: there is one. */
  readonly tenants: ReadonlyMap<string, string> | null;
  readonly actors: ReadonlyMap<string, string>;
}

interface KeyTableProps {
  readonly keys: readonly KeyView[];
  readonly names: KeyNames;
  /** By the key's UUID; null = they are not to be seen. */
  readonly sparklines: ReadonlyMap<string, KeySparkline> | null;
  /** Now, in milliseconds since the epoch, by the server's clock. */
  readonly nowMs: number;
  /** Whether rows can be ticked; then it stands within a `KeySelection`. */
  readonly isSelectable: boolean;
}

export function KeyTable({ keys, names, sparklines, nowMs, isSelectable }: KeyTableProps) {
  const tenant = names.tenants === null ? [] : ["Tenant"];
  const usage = sparklines === null ? [] : ["30 days"];
  return (
    <DataTable
      caption="API keys"
      isDense
      {...(isSelectable && { lead: <TickPage /> })}
      columns={["Name", "State", "API", ...tenant, "Secret", ...usage, "Last used", "Expires", "Created"]}
    >
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} names={names} sparklines={sparklines} nowMs={nowMs} isSelectable={isSelectable} />
      ))}
    </DataTable>
  );
}

interface KeyRowProps extends Pick<KeyTableProps, "names" | "sparklines" | "nowMs" | "isSelectable"> {
  readonly apiKey: KeyView;
}

function KeyRow({ apiKey, names, sparklines, nowMs, isSelectable }: KeyRowProps) {
  const { label, tone } = KEY_STATE_LABELS[apiKey.state];
  return (
    <tr>
      {isSelectable && (
        <td className="p-0 align-top">
          <TickKey publicId={apiKey.publicId} name={apiKey.name} />
        </td>
      )}
      <DataRowHeader className="sm:min-w-36">
        <Link
          href={`/keys/${apiKey.publicId}`}
          prefetch={false}
          className="block max-w-72 text-accent [overflow-wrap:anywhere] hover:underline"
        >
          {apiKey.name}
        </Link>
        <span className="block font-mono font-normal text-ink-soft text-xs">{apiKey.publicId}</span>
      </DataRowHeader>
      <DataCell>
        <div className="flex flex-col items-start gap-1">
          <Badge tone={tone}>{label}</Badge>
          {renewalsOfKey(apiKey, nowMs).map((renewal) => (
            <Badge key={renewal.kind} tone="warn">
              {renewalLabel(renewal, nowMs)}
            </Badge>
          ))}
        </div>
      </DataCell>
      <DataCell className="min-w-20 [overflow-wrap:anywhere]">{names.apis.get(apiKey.api) ?? apiKey.api}</DataCell>
      {names.tenants !== null && <DataCell className="min-w-24">{tenantName(apiKey.tenantId, names.tenants)}</DataCell>}
      <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{apiKey.secrets.at(-1)?.preview ?? "–"}</DataCell>
      {sparklines !== null && (
        <DataCell>
          <Link href={`/keys/${apiKey.publicId}#usage`} prefetch={false} className="block hover:underline">
            <span className="sr-only">{`Usage of ${apiKey.name}: `}</span>
            <Sparkline days={sparklines.get(apiKey.id) ?? []} />
          </Link>
        </DataCell>
      )}
      <DataCell className="text-ink-soft">
        <InstantOr at={apiKey.lastUsedAt} otherwise="Never" />
        {apiKey.lastUsedFrom !== null && <span className="block text-xs [overflow-wrap:anywhere]">from {apiKey.lastUsedFrom}</span>}
      </DataCell>
      <DataCell className="text-ink-soft">
        <InstantOr at={apiKey.expiresAt} otherwise="Never" />
      </DataCell>
      <DataCell className="text-ink-soft">
        <Instant at={apiKey.createdAt} mayBreak />
        <span className="block max-w-48 [overflow-wrap:anywhere] text-xs">by {names.actors.get(apiKey.createdBy) ?? apiKey.createdBy}</span>
      </DataCell>
    </tr>
  );
}

function InstantOr({ at, otherwise }: { readonly at: string | null; readonly otherwise: string }) {
  return at === null ? otherwise : <Instant at={at} mayBreak />;
}

function tenantName(id: string | null, names: ReadonlyMap<string, string>) {
  if (id === null) return <span className="text-ink-soft">None</span>;
  return <span className="block max-w-48 [overflow-wrap:anywhere]">{names.get(id) ?? id}</span>;
}
