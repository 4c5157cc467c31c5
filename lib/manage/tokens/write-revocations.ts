// Stores which tokens count no more, within the transaction that ended what they belong to.
import type { Revocation } from "@/lib/core/tokens/revocation";
import type { Tx } from "@/lib/manage/world";

/** Adds them, or moves what is stored to a later instant. */
export async function writeRevocations(tx: Tx, revocations: readonly Revocation[]): Promise<void> {
  if (revocations.length === 0) return;
  const kinds = revocations.map(({ kind }) => kind);
  const subjects = revocations.map(({ subject }) => subject);
  const issuedUntil = revocations.map(({ issuedUntilMs }) => new Date(issuedUntilMs));
  const expiresAt = revocations.map(({ expiresAtMs }) => new Date(expiresAtMs));
  await tx.$executeRaw`
    INSERT INTO "TokenRevocation" ("kind", "subject", "issuedUntil", "expiresAt")
    SELECT kind, subject, max(issued), max(expires)
    FROM unnest(${kinds}::text[], ${subjects}::text[], ${issuedUntil}::timestamptz[], ${expiresAt}::timestamptz[])
      AS revoked (kind, subject, issued, expires)
    GROUP BY kind, subject ORDER BY kind, subject
    ON CONFLICT ("kind", "subject") DO UPDATE SET
      "issuedUntil" = GREATEST("TokenRevocation"."issuedUntil", EXCLUDED."issuedUntil"),
      "expiresAt" = GREATEST("TokenRevocation"."expiresAt", EXCLUDED."expiresAt")`;
}
