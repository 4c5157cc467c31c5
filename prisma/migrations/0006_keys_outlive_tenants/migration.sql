-- A tenant that is deleted leaves its revoked keys behind, as rows without a tenant. Beyond that a key still never moves.
DROP TRIGGER "Key_immutable" ON "Key";
CREATE TRIGGER "Key_immutable" BEFORE UPDATE ON "Key" FOR EACH ROW
  WHEN (
    OLD."id" IS DISTINCT FROM NEW."id"
    OR OLD."publicId" IS DISTINCT FROM NEW."publicId"
    OR OLD."apiId" IS DISTINCT FROM NEW."apiId"
    OR (OLD."tenantId" IS DISTINCT FROM NEW."tenantId" AND NOT (NEW."tenantId" IS NULL AND NEW."revokedAt" IS NOT NULL))
  )
  EXECUTE FUNCTION "refuse_key_move"();
