// Keys as a list.
import { Badge, type Tone } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { KeyView } from "@/lib/core/schemas/key-view";

const STATES: Readonly<Record<KeyView["state"], { readonly label: string; readonly tone: Tone }>> = {
  active: { label: "Active", tone: "good" },
  paused: { label: "Paused", tone: "warn" },
  expired: { label: "Expired", tone: "quiet" },
  revoked: { label: "Revoked", tone: "bad" },
};

const COLUMNS = ["Name", "API", "State", "Secret", "Created"] as const;

export function KeyTable({ keys }: { readonly keys: readonly KeyView[] }) {
  return (
    <DataTable caption="API keys" columns={COLUMNS}>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </DataTable>
  );
}

function KeyRow({ apiKey }: { readonly apiKey: KeyView }) {
  const { label, tone } = STATES[apiKey.state];
  return (
    <tr>
      <DataRowHeader>
        <span className="block max-w-80 break-words">{apiKey.name}</span>
        <span className="block font-mono font-normal text-ink-soft text-xs">{apiKey.publicId}</span>
      </DataRowHeader>
      <DataCell className="whitespace-nowrap">{apiKey.api}</DataCell>
      <DataCell>
        <Badge tone={tone}>{label}</Badge>
      </DataCell>
      <DataCell className="whitespace-nowrap font-mono text-[0.8125rem]">{apiKey.secrets.at(-1)?.preview ?? "–"}</DataCell>
      <DataCell className="text-ink-soft">
        <Instant at={apiKey.createdAt} />
      </DataCell>
    </tr>
  );
}
