// Writes what webhooks are told of, in the transaction of what happened: sent if that is committed, never sent if it is not.
import { eventOf } from "@/lib/core/webhooks/webhook-events";
import type { AuditRecord } from "@/lib/manage/audit/append-audit";
import { randomUuid } from "@/lib/manage/random-id";
import type { Tx, World } from "@/lib/manage/world";

/** One delivery for each event among the records and each webhook that is told of it. Costs nothing where there is no event. */
export async function queueDeliveries(
  tx: Tx,
  { randomBytes }: Pick<World, "randomBytes">,
  records: readonly AuditRecord[],
  atMs: number,
): Promise<void> {
  const at = new Date(atMs);
  const told = records.flatMap((record) => eventOf(record, at.toISOString()) ?? []);
  if (told.length === 0) return;
  // One thing may stand in two chains of the audit, and is told once.
  const events = [...new Map(told.map((event) => [event.payload, event])).values()];
  const names = [...new Set(events.map(({ event }) => event))];
  const webhooks = await tx.webhook.findMany({
    where: { disabledAt: null, events: { hasSome: names } },
    select: { id: true, events: true },
  });
  const deliveries = webhooks.flatMap(({ id: webhookId, events: wanted }) =>
    events
      .filter(({ event }) => wanted.includes(event))
      .map((event) => ({ id: randomUuid(randomBytes), webhookId, ...event, createdAt: at, dueAt: at })),
  );
  if (deliveries.length > 0) await tx.webhookDelivery.createMany({ data: deliveries });
}
