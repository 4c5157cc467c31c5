// What was sent to a webhook, and how it was taken.
import { Badge, type Tone } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { DeliveryView } from "@/lib/core/webhooks/webhook-view";
import { RetryButton } from "./retry-button";

const STATES: Readonly<Record<DeliveryView["state"], { readonly label: string; readonly tone: Tone }>> = {
  waiting: { label: "Waiting", tone: "warn" },
  delivered: { label: "Delivered", tone: "good" },
  failed: { label: "Given up", tone: "bad" },
};

interface DeliveryTableProps {
  readonly deliveries: readonly DeliveryView[];
  /** null = who looks may not. */
  readonly retry: ((delivery: string) => Promise<ActionState>) | null;
}

export function DeliveryTable({ deliveries, retry }: DeliveryTableProps) {
  return (
    <DataTable caption="Deliveries" columns={["Event", "State", "Happened", "Tries", "Answer", ...(retry === null ? [] : ["Again"])]}>
      {deliveries.map(({ id, event, state, createdAt, tries, dueAt, status, lastError }) => (
        <tr key={id}>
          <DataRowHeader>
            {event}
            <span className="block font-mono font-normal text-ink-soft text-xs">msg_{id}</span>
          </DataRowHeader>
          <DataCell>
            <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
            {state === "waiting" && tries > 0 && dueAt !== null && (
              <span className="block text-ink-soft text-xs">
                again <Instant at={dueAt} mayBreak />
              </span>
            )}
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
          <DataCell className="tabular-nums">{tries}</DataCell>
          <DataCell className="min-w-40 text-ink-soft [overflow-wrap:anywhere]">{lastError ?? status ?? "–"}</DataCell>
          {retry !== null && (
            <DataCell>
              <RetryButton label={event} retry={retry.bind(null, id)} />
            </DataCell>
          )}
        </tr>
      ))}
    </DataTable>
  );
}
