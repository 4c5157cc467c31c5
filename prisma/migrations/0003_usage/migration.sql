-- What is counted of requests: sums by minute, hour and day, how far each journal is accounted for, the latest decisions about a key,
-- notes about keys, rankings, and how long all of it is kept. Sums are partitioned by time, so that what is too old goes away as a whole;
-- the partitions themselves are made by the process that writes into them.

-- AlterTable
ALTER TABLE "Key" ADD COLUMN     "lastUsedAgent" TEXT;

-- CreateTable
CREATE TABLE "UsageSeries" (
    "id" SERIAL NOT NULL,
    "identity" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "keyId" UUID,
    "caller" TEXT NOT NULL,
    "tenantId" UUID,
    "endpoint" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "groupId" INTEGER NOT NULL,

    CONSTRAINT "UsageSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageGroup" (
    "id" SERIAL NOT NULL,
    "identity" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,

    CONSTRAINT "UsageGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageMinute" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsageMinute_pkey" PRIMARY KEY ("at","seriesId")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "UsageHour" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "latency" BIGINT[],

    CONSTRAINT "UsageHour_pkey" PRIMARY KEY ("at","seriesId")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "UsageDay" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "latency" BIGINT[],

    CONSTRAINT "UsageDay_pkey" PRIMARY KEY ("at","seriesId")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "UsageTotalHour" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "groupId" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "latency" BIGINT[],

    CONSTRAINT "UsageTotalHour_pkey" PRIMARY KEY ("at","groupId")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "UsageTotalDay" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "groupId" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "latency" BIGINT[],

    CONSTRAINT "UsageTotalDay_pkey" PRIMARY KEY ("at","groupId")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "UsagePosition" (
    "journal" TEXT NOT NULL,
    "segment" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "foldedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsagePosition_pkey" PRIMARY KEY ("journal")
);

-- CreateTable
CREATE TABLE "UsageKey" (
    "keyId" UUID NOT NULL,
    "written" BIGINT NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3),
    "resumedAt" TIMESTAMPTZ(3),
    "pausedDays" INTEGER,

    CONSTRAINT "UsageKey_pkey" PRIMARY KEY ("keyId")
);

-- CreateTable
CREATE TABLE "UsageDecision" (
    "keyId" UUID NOT NULL,
    "slot" SMALLINT NOT NULL,
    "lap" BIGINT NOT NULL,
    "entries" TEXT NOT NULL,

    CONSTRAINT "UsageDecision_pkey" PRIMARY KEY ("keyId","slot")
);

-- CreateTable
CREATE TABLE "UsageRange" (
    "keyId" UUID NOT NULL,
    "range" TEXT NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsageRange_pkey" PRIMARY KEY ("keyId","range")
);

-- CreateTable
CREATE TABLE "UsageEvent" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "keyId" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "tenantId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "day" DATE NOT NULL,
    "facts" JSONB NOT NULL,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "UsageEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageRank" (
    "span" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "subject" TEXT NOT NULL,
    "accepted" BIGINT NOT NULL,
    "limited" BIGINT NOT NULL,
    "denied" BIGINT NOT NULL,

    CONSTRAINT "UsageRank_pkey" PRIMARY KEY ("span","scope","kind","position")
);

-- CreateTable
CREATE TABLE "UsageJob" (
    "name" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "heldUntil" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UsageJob_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "UsageSettings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "minuteHours" INTEGER NOT NULL DEFAULT 48,
    "hourDays" INTEGER NOT NULL DEFAULT 90,
    "dayDays" INTEGER NOT NULL DEFAULT 1095,
    "decisionsOfKey" INTEGER NOT NULL DEFAULT 200,

    CONSTRAINT "UsageSettings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "UsageSeries_identity_key" ON "UsageSeries"("identity");

-- CreateIndex
CREATE INDEX "UsageSeries_keyId_idx" ON "UsageSeries"("keyId");

-- CreateIndex
CREATE INDEX "UsageSeries_tenantId_idx" ON "UsageSeries"("tenantId");

-- CreateIndex
CREATE INDEX "UsageSeries_apiId_idx" ON "UsageSeries"("apiId");

-- CreateIndex
CREATE UNIQUE INDEX "UsageGroup_identity_key" ON "UsageGroup"("identity");

-- CreateIndex
CREATE INDEX "UsageGroup_apiId_idx" ON "UsageGroup"("apiId");

-- CreateIndex
CREATE INDEX "UsageMinute_seriesId_at_idx" ON "UsageMinute"("seriesId", "at");

-- CreateIndex
CREATE INDEX "UsageHour_seriesId_at_idx" ON "UsageHour"("seriesId", "at");

-- CreateIndex
CREATE INDEX "UsageDay_seriesId_at_idx" ON "UsageDay"("seriesId", "at");

-- CreateIndex
CREATE INDEX "UsageEvent_at_id_idx" ON "UsageEvent"("at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "UsageEvent_keyId_kind_day_key" ON "UsageEvent"("keyId", "kind", "day");

-- What the schema language cannot say.

-- A row of the ring is rewritten whole: it stays in its page, where the next rewriting finds the room of the last but one.
ALTER TABLE "UsageDecision" SET (fillfactor = 50);
ALTER TABLE "UsageDecision" ALTER COLUMN "entries" SET STORAGE MAIN;
ALTER TABLE "UsageKey" SET (fillfactor = 80);

ALTER TABLE "UsageSettings" ADD CONSTRAINT "UsageSettings_one_row" CHECK ("id" = 1);

-- Keys that were used before this table existed: a long pause of theirs is noticed, too.
INSERT INTO "UsageKey" ("keyId", "lastAt") SELECT "id", "lastUsedAt" FROM "Key" WHERE "lastUsedAt" IS NOT NULL;
