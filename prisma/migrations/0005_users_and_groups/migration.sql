-- AlterTable
ALTER TABLE "Group" ADD COLUMN     "roleIds" UUID[];

-- AlterTable
ALTER TABLE "GroupMember" ADD COLUMN     "extra" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "User_tenantId_createdAt_id_idx" ON "User"("tenantId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "User_createdAt_id_idx" ON "User"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Registration_tenantId_applicationId_idx" ON "Registration"("tenantId", "applicationId");

-- CreateIndex
CREATE INDEX "GroupMember_tenantId_userId_idx" ON "GroupMember"("tenantId", "userId");
