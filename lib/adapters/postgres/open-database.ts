// The database as the product uses it: one Prisma client over one stock pool, the same on PostgreSQL and on the embedded database.
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolConfig } from "pg";
import { LONG_TRANSACTIONS_APPLICATION } from "@/lib/adapters/embedded/database/transaction-watch";
import { PrismaClient } from "@/prisma/generated/client";

/** A server by its URL, or the embedded database by the directory of its socket. */
export type DatabaseTarget = { url: string } | { socketDirectory: string };

export interface DatabaseOptions {
  /** Connections of the pool. */
  maxConnections?: number;
  /** Told about connections that broke while nobody used them; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void;
  /** For work that writes very much at once while nobody is served: transactions may last ten minutes. */
  hasLongTransactions?: boolean;
}

export interface Database {
  readonly prisma: PrismaClient;
  /** For statements that Prisma cannot express (`unnest` batches, named look-ups). */
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Waiting for a free connection, and the length of an interactive transaction: the defaults (2 s, 5 s) fail under many writers. */
const TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 15_000 };

const LONG_TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 600_000 };

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens the pool lazily: nothing connects before the first statement. */
export function openDatabase(target: DatabaseTarget, options: DatabaseOptions = {}): Database {
  const { hasLongTransactions = false } = options;
  const pool = new Pool({
    ...connectionConfig(target),
    ...(hasLongTransactions ? { application_name: LONG_TRANSACTIONS_APPLICATION } : {}),
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const onConnectionError = options.onConnectionError ?? (() => {});
  pool.on("error", onConnectionError);
  // A checked-out connection that breaks reports it twice: to whoever waits for its answer, and as an event that must be heard.
  pool.on("connect", (client) => client.on("error", onConnectionError));
  const transactionOptions = hasLongTransactions ? LONG_TRANSACTION_OPTIONS : TRANSACTION_OPTIONS;
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** How node-postgres reaches the target. Sessions run in UTC, since Prisma reads and writes instants without a zone. */
export function connectionConfig(target: DatabaseTarget): PoolConfig {
  const common = { options: "-c TimeZone=UTC", application_name: "keyfuse", keepAlive: true };
  if ("url" in target) return { ...common, connectionString: target.url };
  return { ...common, host: target.socketDirectory, port: 5432, user: "postgres", database: "postgres" };
}
