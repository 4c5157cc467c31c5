// Webhooks as the suites find them: one to look at, one to remove, both disabled, so that no timer changes what a suite compares.
import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@/prisma/generated/client";

export const WEBHOOK_IDS = { seen: "3b9aca00-0000-4000-8000-000000000001", removed: "3b9aca00-0000-4000-8000-000000000002" } as const;
/** Of a delivery of the first one. */
export const DELIVERY_ID = "3b9aca00-0000-4000-8000-000000000003";

/** Writes them beside a running server. Nobody can open their secrets: nothing is ever sent. */
export async function seedWebhooks(prisma: PrismaClient): Promise<void> {
  const at = new Date();
  const row = { url: "https://127.0.0.1:9/keyfuse", events: ["key.created"], sealedSecret: Buffer.alloc(60), createdAt: at };
  await prisma.webhook.createMany({
    data: Object.values(WEBHOOK_IDS).map((id) => ({ ...row, id, disabledAt: at, disabledBecause: "It answered with the status 500." })),
  });
  const delivery = { webhookId: WEBHOOK_IDS.seen, event: "key.created", payload: "{}", createdAt: at, tries: 3, status: 500 };
  await prisma.webhookDelivery.createMany({
    data: [DELIVERY_ID, randomUUID()].map((id) => ({ ...delivery, id, lastError: "It answered with the status 500." })),
  });
}
