// Webhooks as a list.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { WebhookView } from "@/lib/core/webhooks/webhook-view";

export function WebhookTable({ webhooks }: { readonly webhooks: readonly WebhookView[] }) {
  return (
    <DataTable caption="Webhooks" columns={["URL", "State", "Events", "Created"]}>
      {webhooks.map(({ id, url, events, disabledBecause, createdAt }) => (
        <tr key={id}>
          <DataRowHeader>
            <Link
              href={`/settings/webhooks/${id}`}
              prefetch={false}
              className="block max-w-96 text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {url}
            </Link>
          </DataRowHeader>
          <DataCell>
            <Badge tone={disabledBecause === null ? "good" : "bad"}>{disabledBecause === null ? "Enabled" : "Disabled"}</Badge>
          </DataCell>
          <DataCell className="tabular-nums">{events.length}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
