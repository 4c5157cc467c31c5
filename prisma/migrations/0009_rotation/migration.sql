-- AlterTable
ALTER TABLE "KeySecret" ADD COLUMN     "firstUsedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastUsedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastUsedFrom" TEXT,
ADD COLUMN     "silentSeconds" INTEGER,
ADD COLUMN     "silentSince" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "KeySecretUse" (
    "secretId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "range" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "KeySecretUse_pkey" PRIMARY KEY ("secretId","at","range")
);

-- CreateTable
CREATE TABLE "KeyReminder" (
    "keyId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyReminder_pkey" PRIMARY KEY ("keyId","kind","about")
);

-- CreateIndex
CREATE INDEX "KeySecretUse_at_idx" ON "KeySecretUse"("at");

-- AddForeignKey
ALTER TABLE "KeySecretUse" ADD CONSTRAINT "KeySecretUse_secretId_fkey" FOREIGN KEY ("secretId") REFERENCES "KeySecret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyReminder" ADD CONSTRAINT "KeyReminder_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "Key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What ends by itself when it is silent is a version that ends at some time anyway, and somebody chose it at an instant.
ALTER TABLE "KeySecret" ADD CONSTRAINT "KeySecret_silent" CHECK (
  ("silentSeconds" IS NULL AND "silentSince" IS NULL)
  OR ("silentSeconds" > 0 AND "silentSince" IS NOT NULL AND "retiresAt" IS NOT NULL)
);
ALTER TABLE "KeySecretUse" ADD CONSTRAINT "KeySecretUse_count" CHECK ("count" > 0);
ALTER TABLE "KeyReminder" ADD CONSTRAINT "KeyReminder_kind" CHECK ("kind" IN ('age', 'expiry-14', 'expiry-3', 'expiry-1'));

-- The few versions that may end when they are silent, however many there are in all.
CREATE INDEX "KeySecret_silent" ON "KeySecret" ("retiresAt") WHERE "silentSeconds" IS NOT NULL;
