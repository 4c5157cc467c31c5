-- The console lists keys page by page; each of its orders is an index, so that a page costs the same however many keys there are.

-- DropIndex
DROP INDEX "Key_lastUsedAt_idx";

-- DropIndex
DROP INDEX "Key_tenantId_idx";

-- CreateIndex
CREATE INDEX "Key_createdAt_id_idx" ON "Key"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Key_tenantId_createdAt_idx" ON "Key"("tenantId", "createdAt");

-- What the schema language cannot say. Keys without an instant stand at the end of time that their order puts last, since a page's first
-- row is found by comparison and nothing compares with NULL.

CREATE INDEX "Key_by_name" ON "Key" ((lower("name" COLLATE "C")), "id");
CREATE INDEX "Key_by_last_use" ON "Key" ((COALESCE("lastUsedAt", '-infinity'::timestamptz)), "id");
CREATE INDEX "Key_by_expiry" ON "Key" ((COALESCE("expiresAt", 'infinity'::timestamptz)), "id");
CREATE INDEX "Key_paused" ON "Key" ("createdAt", "id") WHERE "pausedAt" IS NOT NULL;
CREATE INDEX "Key_revoked" ON "Key" ("createdAt", "id") WHERE "revokedAt" IS NOT NULL;
