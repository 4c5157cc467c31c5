// Finds webhooks, and pages of what was sent to one of them.
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import { readUuid } from "@/lib/core/schemas/texts";
import type { DeliveryView, WebhookView } from "@/lib/core/webhooks/webhook-view";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { viewDelivery, viewWebhook } from "@/lib/manage/webhooks/view-webhook";
import type { World } from "@/lib/manage/world";

type ReadWorld = Pick<World, "prisma" | "nowMs">;

export const WEBHOOKS = { name: "", sort: "oldest" } as const satisfies PlacedList;

export const DELIVERIES = { name: "", sort: "newest" } as const satisfies PlacedList;

/** A page of them, the oldest first. */
export async function listWebhooks({ prisma, nowMs }: ReadWorld, placement: Placement): Promise<ListPage<WebhookView>> {
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.oldest, (seek: Seek) => prisma.webhook.findMany(seek));
  return { ...beside, rows: rows.map((row) => viewWebhook(row, nowMs())) };
}

/** The one of that id, or null. */
export async function findWebhook({ prisma, nowMs }: ReadWorld, reference: string): Promise<WebhookView | null> {
  const id = readUuid(reference);
  const row = id === null ? null : await prisma.webhook.findUnique({ where: { id } });
  return row === null ? null : viewWebhook(row, nowMs());
}

/** A page of what was sent to one of them, the newest first. */
export async function listDeliveries({ prisma }: ReadWorld, webhookId: string, placement: Placement): Promise<ListPage<DeliveryView>> {
  const read = (seek: Seek) => prisma.webhookDelivery.findMany({ ...seek, where: { AND: [{ webhookId }, seek.where] } });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.newest, read);
  return { ...beside, rows: rows.map(viewDelivery) };
}
