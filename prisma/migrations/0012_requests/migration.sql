-- CreateTable
CREATE TABLE "RequestAccess" (
    "apiId" UUID NOT NULL,
    "access" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestAccess_pkey" PRIMARY KEY ("apiId")
);

-- CreateTable
CREATE TABLE "KeyRequest" (
    "id" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "memberId" UUID,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "planName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,
    "reason" TEXT,
    "grant" JSONB,
    "revealUntil" TIMESTAMPTZ(3),
    "keyId" UUID,

    CONSTRAINT "KeyRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestLink" (
    "fingerprint" BYTEA NOT NULL,
    "requestId" UUID NOT NULL,
    "opens" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RequestLink_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateIndex
CREATE INDEX "KeyRequest_createdAt_id_idx" ON "KeyRequest"("createdAt", "id");

-- CreateIndex
CREATE INDEX "KeyRequest_state_createdAt_idx" ON "KeyRequest"("state", "createdAt");

-- CreateIndex
CREATE INDEX "KeyRequest_email_createdAt_idx" ON "KeyRequest"("email", "createdAt");

-- CreateIndex
CREATE INDEX "KeyRequest_memberId_createdAt_idx" ON "KeyRequest"("memberId", "createdAt");

-- CreateIndex
CREATE INDEX "RequestLink_requestId_idx" ON "RequestLink"("requestId");

-- AddForeignKey
ALTER TABLE "RequestAccess" ADD CONSTRAINT "RequestAccess_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyRequest" ADD CONSTRAINT "KeyRequest_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestLink" ADD CONSTRAINT "RequestLink_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "KeyRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "RequestAccess" ADD CONSTRAINT "RequestAccess_access" CHECK ("access" IN ('members', 'public'));
ALTER TABLE "KeyRequest" ADD CONSTRAINT "KeyRequest_state" CHECK ("state" IN ('unconfirmed', 'waiting', 'approved', 'refused', 'withdrawn', 'revealed'));
ALTER TABLE "KeyRequest" ADD CONSTRAINT "KeyRequest_decision" CHECK (
  ("state" = 'approved') <= ("grant" IS NOT NULL AND "revealUntil" IS NOT NULL)
  AND ("state" = 'revealed') <= ("keyId" IS NOT NULL)
  AND ("state" = 'refused') <= ("reason" IS NOT NULL)
);
ALTER TABLE "RequestLink" ADD CONSTRAINT "RequestLink_opens" CHECK ("opens" IN ('confirm', 'withdraw', 'reveal'));
-- What nobody was told of yet is looked for every few seconds.
CREATE INDEX "KeyRequest_untold" ON "KeyRequest"("confirmedAt") WHERE "state" = 'waiting' AND "toldAt" IS NULL;
