// Worlds for tests of use cases: a new, migrated database with real hashes, on the embedded database and on a PostgreSQL server.
import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { inject } from "vitest";
import { createUserSignInThrottle } from "@/lib/adapters/embedded/sign-in-throttle";
import { announceCatalogue, announceKeys, announceRevocations } from "@/lib/adapters/postgres/announce";
import { type DatabaseTarget, openDatabase } from "@/lib/adapters/postgres/open-database";
import { createAuditMac } from "@/lib/adapters/system/audit-mac";
import { createClock } from "@/lib/adapters/system/clock";
import { createHasher } from "@/lib/adapters/system/hasher";
import { hashPassword, verifyPassword } from "@/lib/adapters/system/password-hasher";
import { createSealing } from "@/lib/adapters/system/sealing";
import { createTokenSigner } from "@/lib/adapters/system/token-signer";
import type { Announcement, World } from "@/lib/manage/world";
import { secretChange } from "@/lib/ports/key-change";
import { startMigratedDatabase } from "./embedded-database";
import { newSharedDatabase } from "./shared-postgres";

/** A world and what it told others. */
export interface TestWorld extends World {
  /** What was announced with transactions that committed. */
  readonly announced: Announcement[];
  /** The database below, for adapters. */
  readonly pool: Pool;
  close(): Promise<void>;
}

/** How to start each kind of database, by name. */
export const TEST_DATABASES: Readonly<Record<string, () => Promise<TestWorld>>> = {
  "the embedded database": async () => {
    const database = await startMigratedDatabase();
    return openWorld({ socketDirectory: database.socketDirectory }, () => database.stop());
  },
  PostgreSQL: async () => {
    const { url, stop } = await newSharedDatabase(inject("postgresServer"));
    return openWorld({ url }, stop);
  },
};

async function openWorld(target: DatabaseTarget, stop: () => Promise<void>): Promise<TestWorld> {
  const database = openDatabase(target);
  const announced: Announcement[] = [];
  return {
    prisma: database.prisma,
    hasher: createHasher(randomBytes(32)),
    randomBytes: (count) => randomBytes(count),
    nowMs: () => Date.now(),
    auditMac: createAuditMac(randomBytes(32)),
    announce: async (tx, { keys, catalogue, revocations }) => {
      await announceKeys(
        tx,
        keys.map(({ fingerprint }) => secretChange(fingerprint)),
      );
      if (catalogue) await announceCatalogue(tx);
      await announceRevocations(tx, revocations);
    },
    settle: (announcement) => {
      announced.push(announcement);
    },
    hashPassword,
    verifyPassword,
    signIns: createUserSignInThrottle(createClock()),
    signer: createTokenSigner(),
    sealing: createSealing(randomBytes(32), "tokens"),
    usage: { settle: async () => {} },
    announced,
    pool: database.pool,
    async close() {
      await database.close();
      await stop();
    },
  };
}
