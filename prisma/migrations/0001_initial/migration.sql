-- CreateTable
CREATE TABLE "Instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "masterKeyCheck" BYTEA NOT NULL,
    "firstStartedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BootstrapObject" (
    "kind" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "appliedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BootstrapObject_pkey" PRIMARY KEY ("kind","objectId")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetupLink" (
    "fingerprint" BYTEA NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetupLink_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "Api" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dialect" TEXT NOT NULL,
    "customDialect" JSONB,
    "upstream" TEXT,
    "hosts" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealedTrustedKeys" BYTEA,
    "sealedHeaders" BYTEA,
    "sealedSigningSecret" BYTEA,
    "holdsForeignSecrets" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Api_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Endpoint" (
    "apiId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "methods" TEXT[],
    "permission" TEXT,
    "cost" INTEGER NOT NULL DEFAULT 1,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Endpoint_pkey" PRIMARY KEY ("apiId","path","position")
);

-- CreateTable
CREATE TABLE "Plan" (
    "apiId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "windows" JSONB NOT NULL,
    "quota" JSONB,
    "allowTokens" BOOLEAN NOT NULL DEFAULT true,
    "endpoints" JSONB,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("apiId","name")
);

-- CreateTable
CREATE TABLE "Key" (
    "id" UUID NOT NULL,
    "publicId" TEXT NOT NULL,
    "apiId" UUID NOT NULL,
    "planName" TEXT NOT NULL,
    "tenantId" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "purpose" TEXT,
    "permissions" TEXT[],
    "endpoints" JSONB NOT NULL DEFAULT '{}',
    "ipAllowList" TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "keyManager" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedFrom" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeySecret" (
    "id" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "preview" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "KeySecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL DEFAULT 'acme.com',
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Application" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "roles" JSONB NOT NULL DEFAULT '[]',
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "User" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT,
    "username" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "passwordHash" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Registration" (
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roles" TEXT[],
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Registration_pkey" PRIMARY KEY ("tenantId","userId","applicationId")
);

-- CreateTable
CREATE TABLE "Group" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GroupMember_pkey" PRIMARY KEY ("tenantId","groupId","userId")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("chain","sequence")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "chain" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("chain")
);

-- CreateIndex
CREATE UNIQUE INDEX "Member_email_key" ON "Member"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Api_slug_key" ON "Api"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Key_publicId_key" ON "Key"("publicId");

-- CreateIndex
CREATE INDEX "Key_apiId_createdAt_idx" ON "Key"("apiId", "createdAt");

-- CreateIndex
CREATE INDEX "Key_tenantId_idx" ON "Key"("tenantId");

-- CreateIndex
CREATE INDEX "Key_lastUsedAt_idx" ON "Key"("lastUsedAt");

-- CreateIndex
CREATE INDEX "KeySecret_keyId_idx" ON "KeySecret"("keyId");

-- CreateIndex
CREATE UNIQUE INDEX "KeySecret_apiId_fingerprint_key" ON "KeySecret"("apiId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_name_key" ON "Tenant"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Application_id_key" ON "Application"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Application_tenantId_name_key" ON "Application"("tenantId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "User_id_key" ON "User"("id");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_email_key" ON "User"("tenantId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "User_tenantId_username_key" ON "User"("tenantId", "username");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_id_key" ON "Registration"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Group_id_key" ON "Group"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Group_tenantId_name_key" ON "Group"("tenantId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "GroupMember_id_key" ON "GroupMember"("id");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_target_idx" ON "AuditEntry"("target");

-- AddForeignKey
ALTER TABLE "Endpoint" ADD CONSTRAINT "Endpoint_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Key" ADD CONSTRAINT "Key_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Key" ADD CONSTRAINT "Key_apiId_planName_fkey" FOREIGN KEY ("apiId", "planName") REFERENCES "Plan"("apiId", "name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Key" ADD CONSTRAINT "Key_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeySecret" ADD CONSTRAINT "KeySecret_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "Key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_tenantId_applicationId_fkey" FOREIGN KEY ("tenantId", "applicationId") REFERENCES "Application"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Group" ADD CONSTRAINT "Group_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "Group"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "User"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say. Triggers and checks are invisible to the drift check; they stand here alone.

ALTER TABLE "Instance" ADD CONSTRAINT "Instance_one_row" CHECK ("id" = 1);
ALTER TABLE "Member" ADD CONSTRAINT "Member_role" CHECK ("role" IN ('owner', 'admin', 'developer', 'viewer'));
ALTER TABLE "Endpoint" ADD CONSTRAINT "Endpoint_cost" CHECK ("cost" >= 1);
ALTER TABLE "Key" ADD CONSTRAINT "Key_publicId" CHECK ("publicId" ~ '^key_[0-9]{10}$');
ALTER TABLE "KeySecret" ADD CONSTRAINT "KeySecret_origin" CHECK ("origin" IN ('minted', 'given'));
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_sequence" CHECK ("sequence" >= 1);
ALTER TABLE "AuditHead" ADD CONSTRAINT "AuditHead_count" CHECK ("count" >= 0);

-- A key never moves: not to another tenant, not to another API, and its ids are stable for life.
CREATE FUNCTION "refuse_key_move"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a key keeps its id, API and tenant for life' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'Key_immutable';
END
$$;
CREATE TRIGGER "Key_immutable" BEFORE UPDATE ON "Key" FOR EACH ROW
  WHEN (
    OLD."id" IS DISTINCT FROM NEW."id"
    OR OLD."publicId" IS DISTINCT FROM NEW."publicId"
    OR OLD."apiId" IS DISTINCT FROM NEW."apiId"
    OR OLD."tenantId" IS DISTINCT FROM NEW."tenantId"
  )
  EXECUTE FUNCTION "refuse_key_move"();

-- The audit only grows. The hash chain finds what gets past this (a superuser can).
CREATE FUNCTION "refuse_audit_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'Audit_append_only';
END
$$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "AuditHead_kept" BEFORE DELETE OR TRUNCATE ON "AuditHead" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_rewrite"();
CREATE TRIGGER "AuditHead_grows" BEFORE UPDATE ON "AuditHead" FOR EACH ROW
  WHEN (NEW."chain" IS DISTINCT FROM OLD."chain" OR NEW."count" <= OLD."count")
  EXECUTE FUNCTION "refuse_audit_rewrite"();
