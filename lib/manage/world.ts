// What use cases get from outside: the database, hashes, random bytes, the time, and the way to tell other processes.
import type { AuditMac } from "@/lib/core/audit/canonical-row";
import type { Revocation } from "@/lib/core/tokens/revocation";
import type { Hasher, Soon } from "@/lib/ports/gate-ports";
import type { SignInThrottle } from "@/lib/ports/sign-in-throttle";
import type { SecretSealing, TokenSigner } from "@/lib/ports/token-ports";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";

/** A transaction in progress. Nothing else is awaited while one is open. */
export type Tx = Prisma.TransactionClient;

/** A secret version whose meaning changed: caches forget it. */
export interface KeyNotice {
  readonly apiId: string;
  /** As hex, like `Hasher.fingerprint`. */
  readonly fingerprint: string;
}

/** What changed, for those who keep copies. */
export interface Announcement {
  readonly keys: readonly KeyNotice[];
  /** APIs, plans, endpoints, signing keys, tenants' issuers, or the flag that an API holds given secrets. */
  readonly catalogue: boolean;
  /** Tokens that count no more. */
  readonly revocations: readonly Revocation[];
}

/** What this process counted and did not hand over to the database yet. */
export interface CountedUsage {
  /** Hands it over. Resolves once readers of the database see it. */
  settle(): Promise<void>;
}

/** Everything that use cases need. */
export interface World {
  readonly prisma: PrismaClient;
  readonly hasher: Hasher;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  readonly auditMac: AuditMac;
  /** The ids of all tenants, oldest first, as they are in memory; null = changes may have been missed. Left out = nothing is kept there. */
  readonly knownTenantIds?: () => readonly string[] | null;
  /** Tells every process at the commit of `tx`; a rolled-back transaction tells nobody. */
  readonly announce: (tx: Tx, announcement: Announcement) => Promise<void>;
  /** Called after the commit: from its end on, this process answers by what changed. */
  readonly settle: (announcement: Announcement) => Soon<void>;
  /** Slow on purpose, so never called inside a transaction. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Whether the password is that of the hash. A null hash takes as long and is never right. Not to be called inside a transaction. */
  readonly verifyPassword: (passwordHash: string | null, password: string) => Promise<boolean>;
  /** Slows down guessing of tenants' users' passwords. */
  readonly signIns: SignInThrottle;
  readonly signer: TokenSigner;
  /** For signing keys and client secrets; APIs have a sealing of their own. */
  readonly sealing: SecretSealing;
  /** Awaited by readers of usage before they ask the database. */
  readonly usage: CountedUsage;
}
