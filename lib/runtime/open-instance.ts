// An instance as use cases need it: its database with current migrations, its keys, and the world they run in.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { createUserSignInThrottle } from "@/lib/adapters/embedded/sign-in-throttle";
import { announceCatalogue, announceKeys, announceRevocations } from "@/lib/adapters/postgres/announce";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { type Database, type DatabaseTarget, openDatabase } from "@/lib/adapters/postgres/open-database";
import { createAuditMac } from "@/lib/adapters/system/audit-mac";
import { createClock } from "@/lib/adapters/system/clock";
import { createHasher } from "@/lib/adapters/system/hasher";
import { derivePepper, loadMasterKey } from "@/lib/adapters/system/master-key";
import { OUTBOX_PURPOSE } from "@/lib/adapters/system/outbox/outbox-post";
import { hashPassword, verifyPassword } from "@/lib/adapters/system/password-hasher";
import { createSealing, deriveKey, type Sealing } from "@/lib/adapters/system/sealing";
import { createTokenSigner } from "@/lib/adapters/system/token-signer";
import type { BootstrapWorld } from "@/lib/manage/bootstrap/apply-bootstrap";
import type { Announcement } from "@/lib/manage/world";
import type { Hasher, Soon } from "@/lib/ports/gate-ports";
import { secretChange } from "@/lib/ports/key-change";
import type { Environment } from "./env";
import { checkMasterKey } from "./master-key-check";
import { reachDatabase, type WhenServed } from "./reach-database";

/** An open instance. */
export interface Instance {
  readonly environment: Environment;
  readonly database: Database;
  readonly listenTarget: DatabaseTarget;
  /** Whether other processes may serve the same database. */
  readonly isShared: boolean;
  readonly hasher: Hasher;
  readonly apiSealing: Sealing;
  /** For mails that are kept as files. */
  readonly outboxSealing: Sealing;
  readonly world: BootstrapWorld;
  /** 32 bytes for one purpose, derived from the master key. */
  readonly derive: (purpose: string) => Uint8Array;
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** The project's root: prisma/migrations and dist/ stand below it. */
  readonly root: string;
  readonly whenServed: WhenServed;
  readonly onFault: (fault: Error) => void;
  /** After each commit, before its use case returns: from then on this process answers by what changed. */
  readonly settle: (announcement: Announcement) => Soon<void>;
  /** Hands over what this process counted; left out where it counts nothing. */
  readonly settleUsage?: () => Promise<void>;
}

/**
 * Opens the instance that the environment names, applying migrations under a lock.
 * @throws an error whose message is one line for the operator, when the data directory is in use, the master key is not this
 * instance's, or the database belongs to a newer build
 */
export async function openInstance(environment: Environment, options: InstanceOptions): Promise<Instance> {
  const reached = await reachDatabase(environment, { ...options, workerPath: path.join(options.root, "dist", "database-worker.js") });
  const database = openDatabase(reached.target, { onConnectionError: () => {} });
  const close = async () => {
    await database.close();
    await reached.close();
  };
  try {
    await migrate(database.pool, path.join(options.root, "prisma", "migrations"));
    const masterKey = loadMasterKey(environment.masterKey, environment.dataDir).bytes;
    await checkMasterKey(database.prisma, deriveKey(masterKey, "check"));
    const hasher = createHasher(derivePepper(masterKey));
    const apiSealing = createSealing(masterKey, "apis");
    return {
      environment,
      database,
      listenTarget: reached.listenTarget,
      isShared: reached.isShared,
      hasher,
      apiSealing,
      outboxSealing: createSealing(masterKey, OUTBOX_PURPOSE),
      derive: (purpose) => deriveKey(masterKey, purpose),
      world: {
        prisma: database.prisma,
        hasher,
        randomBytes: (count) => randomBytes(count),
        nowMs: () => Date.now(),
        auditMac: createAuditMac(deriveKey(masterKey, "audit")),
        announce: async (tx, announcement) => {
          await announceKeys(
            tx,
            announcement.keys.map(({ fingerprint }) => secretChange(fingerprint)),
          );
          if (announcement.catalogue) await announceCatalogue(tx);
          await announceRevocations(tx, announcement.revocations);
        },
        settle: options.settle,
        hashPassword,
        verifyPassword,
        signIns: createUserSignInThrottle(createClock()),
        signer: createTokenSigner(),
        sealing: createSealing(masterKey, "tokens"),
        usage: { settle: options.settleUsage ?? (async () => {}) },
        seal: (plaintext, context) => apiSealing.seal(plaintext, context),
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
