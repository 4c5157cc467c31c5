-- CreateTable
CREATE TABLE "MailAsk" (
    "id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MailAsk_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MailAsk_createdAt_idx" ON "MailAsk"("createdAt");
