-- The console lists the members of a group and the users of an application page by page, in the order in which they joined.

-- DropIndex
DROP INDEX "Registration_tenantId_applicationId_idx";

-- CreateIndex
CREATE INDEX "Registration_tenantId_applicationId_createdAt_id_idx" ON "Registration"("tenantId", "applicationId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "GroupMember_tenantId_groupId_createdAt_id_idx" ON "GroupMember"("tenantId", "groupId", "createdAt", "id");
