// Gives secret versions an end, in the time of the database: it is the database's clock that every process judges them by.
import type { Change } from "@/lib/manage/changing";
import { Prisma } from "@/prisma/generated/client";

/**
 * The end after so many seconds. Without any it is not left to the process's clock, which may be ahead of the database's: such a
 * version is refused from the commit on.
 */
function endAfter(atMs: number, seconds: number): Prisma.Sql {
  const at = Prisma.sql`${new Date(atMs).toISOString()}::timestamptz`;
  if (seconds === 0) return Prisma.sql`LEAST(${at}, date_trunc('milliseconds', now()))`;
  return Prisma.sql`${at} + ${seconds}::int * interval '1 second'`;
}

/** When the old versions of a rotated key end. */
export interface Retirement {
  readonly seconds: number;
  /** The version that was the current one ends earlier once it was silent for so long; null = it does not. */
  readonly silentSeconds: number | null;
}

/** Ends every living version of the key after so many seconds, none later than it would have ended anyway. */
export async function retireSecrets({ tx, atMs }: Change, keyId: string, { seconds, silentSeconds }: Retirement): Promise<void> {
  const since = silentSeconds === null ? null : new Date(atMs).toISOString();
  await tx.$executeRaw`
    UPDATE "KeySecret" SET "retiresAt" = LEAST("retiresAt", ${endAfter(atMs, seconds)}),
      "silentSeconds" = CASE WHEN "retiresAt" IS NULL THEN ${silentSeconds}::int ELSE "silentSeconds" END,
      "silentSince" = CASE WHEN "retiresAt" IS NULL THEN ${since}::timestamptz ELSE "silentSince" END
    WHERE "keyId" = ${keyId}::uuid AND ("retiresAt" IS NULL OR "retiresAt" > now())`;
}

/** A new end for a version that retires, and after how long a silence it ends earlier; null = it does not. */
export interface SecretEnd {
  readonly endsInSeconds: number | null;
  readonly silentSeconds: number | null;
}

/** Moves the end of a living version that retires; null = it stays where it is. Returns whether there was one. */
export async function moveSecretEnd({ tx, atMs }: Change, secretId: string, { endsInSeconds, silentSeconds }: SecretEnd): Promise<boolean> {
  const end = endsInSeconds === null ? Prisma.sql`"retiresAt"` : endAfter(atMs, endsInSeconds);
  const since = silentSeconds === null ? null : new Date(atMs).toISOString();
  const count = await tx.$executeRaw`
    UPDATE "KeySecret" SET "retiresAt" = ${end}, "silentSeconds" = ${silentSeconds}::int, "silentSince" = ${since}::timestamptz
    WHERE "id" = ${secretId}::uuid AND "retiresAt" > now()`;
  return count === 1;
}
