-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "isConfined" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "isConfined" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MemberTenant" (
    "memberId" UUID NOT NULL,
    "tenantId" UUID NOT NULL,

    CONSTRAINT "MemberTenant_pkey" PRIMARY KEY ("memberId","tenantId")
);

-- CreateTable
CREATE TABLE "InvitationTenant" (
    "invitationId" UUID NOT NULL,
    "tenantId" UUID NOT NULL,

    CONSTRAINT "InvitationTenant_pkey" PRIMARY KEY ("invitationId","tenantId")
);

-- CreateIndex
CREATE INDEX "MemberTenant_tenantId_idx" ON "MemberTenant"("tenantId");

-- CreateIndex
CREATE INDEX "InvitationTenant_tenantId_idx" ON "InvitationTenant"("tenantId");

-- AddForeignKey
ALTER TABLE "MemberTenant" ADD CONSTRAINT "MemberTenant_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberTenant" ADD CONSTRAINT "MemberTenant_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvitationTenant" ADD CONSTRAINT "InvitationTenant_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "Invitation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvitationTenant" ADD CONSTRAINT "InvitationTenant_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Owners are of the whole instance: the use cases refuse it in words, this refuses it whatever comes.
ALTER TABLE "Member" ADD CONSTRAINT "Member_confined_check" CHECK (NOT ("isConfined" AND "role" = 'owner'));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_confined_check" CHECK (NOT ("isConfined" AND "role" = 'owner'));
