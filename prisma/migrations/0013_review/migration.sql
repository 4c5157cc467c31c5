-- The audit is searched page by page by who, what, to what and when; keys that somebody should look at are found without reading the others.

-- DropIndex
DROP INDEX "AuditEntry_at_idx";

-- DropIndex
DROP INDEX "AuditEntry_target_idx";

-- CreateIndex
CREATE INDEX "AuditEntry_at_chain_sequence_idx" ON "AuditEntry"("at", "chain", "sequence");

-- CreateIndex
CREATE INDEX "AuditEntry_actor_at_chain_sequence_idx" ON "AuditEntry"("actor", "at", "chain", "sequence");

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_chain_sequence_idx" ON "AuditEntry"("action", "at", "chain", "sequence");

-- CreateIndex
CREATE INDEX "AuditEntry_target_at_chain_sequence_idx" ON "AuditEntry"("target", "at", "chain", "sequence");

-- CreateIndex
CREATE INDEX "UsageEvent_kind_at_idx" ON "UsageEvent"("kind", "at");

-- What the schema language cannot say: keys that are not revoked, by what makes one worth a look.

CREATE INDEX "Key_live" ON "Key" ("createdAt", "id") WHERE "revokedAt" IS NULL;
CREATE INDEX "Key_idle" ON "Key" ((COALESCE("lastUsedAt", "createdAt")), "id") WHERE "revokedAt" IS NULL;
CREATE INDEX "Key_unlimited" ON "Key" ("createdAt", "id") WHERE "revokedAt" IS NULL AND "expiresAt" IS NULL AND "endpoints" = '{}'::jsonb;
