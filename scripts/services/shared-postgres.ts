// One PostgreSQL server for a whole run of vitest, and migrated databases in it for tests: starting a server for each costs seconds.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { startPostgres } from "./postgres";
import type { TemporaryServer } from "./temporary-server";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's URL up to the name of a database. */
    postgresServer: string;
  }
}

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
const TEMPLATE = "migrated";

let server: TemporaryServer | null = null;

/** Vitest's global set-up, once before all files. */
export async function setup({ provide }: TestProject): Promise<void> {
  server = await startPostgres();
  const base = server.url.slice(0, server.url.lastIndexOf("/") + 1);
  await inDatabase(server.url, `CREATE DATABASE ${TEMPLATE}`);
  const database = openDatabase({ url: base + TEMPLATE });
  await migrate(database.pool, MIGRATIONS).finally(() => database.close());
  provide("postgresServer", base);
}

/** Once after all files. */
export async function teardown(): Promise<void> {
  await server?.stop();
}

/** A new, migrated database of the shared server; `stop` removes it, whoever is still connected. */
export async function newSharedDatabase(base: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await inDatabase(`${base}postgres`, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return { url: base + name, stop: () => inDatabase(`${base}postgres`, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
