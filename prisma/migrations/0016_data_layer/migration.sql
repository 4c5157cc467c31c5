-- Reminders walk the keys maker by maker.

-- DropIndex
DROP INDEX "Key_createdBy_idx";

-- CreateIndex
CREATE INDEX "Key_createdBy_id_idx" ON "Key"("createdBy", "id");

-- A webhook that is slow or fails holds up its own deliveries only.

-- AlterTable
ALTER TABLE "Webhook" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "freeAt" TIMESTAMPTZ(3);

-- DropIndex
DROP INDEX "WebhookDelivery_dueAt_idx";

CREATE INDEX "WebhookDelivery_waiting" ON "WebhookDelivery" ("webhookId", "dueAt", "createdAt") WHERE "dueAt" IS NOT NULL;
CREATE INDEX "WebhookDelivery_past" ON "WebhookDelivery" ("createdAt") WHERE "dueAt" IS NULL;
CREATE INDEX "WebhookDelivery_taken" ON "WebhookDelivery" ("webhookId", "deliveredAt") WHERE "deliveredAt" IS NOT NULL;

-- Unsent mails are counted on the page of the settings, also when a million were sent.
CREATE INDEX "Mail_unsent" ON "Mail" ("createdAt", "id") WHERE "sentAt" IS NULL;

-- Keys that expired long ago are the oldest ones: the index says so itself, and none of them is read. Of endless keys of every endpoint few
-- have every permission.

DROP INDEX "Key_live";
DROP INDEX "Key_idle";
DROP INDEX "Key_unlimited";
CREATE INDEX "Key_live" ON "Key" ("createdAt", "id", (COALESCE("expiresAt", 'infinity'::timestamptz))) WHERE "revokedAt" IS NULL;
CREATE INDEX "Key_idle" ON "Key" ((COALESCE("lastUsedAt", "createdAt")), "id", (COALESCE("expiresAt", 'infinity'::timestamptz)))
  WHERE "revokedAt" IS NULL;
CREATE INDEX "Key_unlimited" ON "Key" ("createdAt", "id")
  WHERE "revokedAt" IS NULL AND "expiresAt" IS NULL AND "endpoints" = '{}'::jsonb AND '*' = ANY ("permissions");
