// What `doctor` looks at in the database: reachable, migrated, this master key's, with an audit whose ends hold. Changes nothing.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { loadMasterKey } from "@/lib/adapters/system/master-key";
import { deriveKey } from "@/lib/adapters/system/sealing";
import type { Environment } from "@/lib/runtime/env";
import { reachDatabase } from "@/lib/runtime/reach-database";
import { bad, type Finding, good } from "./doctor-checks";

/** The findings, one after another; later ones are left out where an earlier one makes them impossible. */
export async function checkDatabase(environment: Environment, root: string): Promise<Finding[]> {
  const isEmbedded = environment.databaseUrl === null;
  if (isEmbedded && !existsSync(path.join(environment.dataDir, "pgdata"))) return [good("database", "will be made at the first start")];
  try {
    const reached = await reachDatabase(environment, {
      workerPath: path.join(root, "dist", "database-worker.js"),
      whenServed: "join",
      onFault: () => {},
    });
    const database = openDatabase(reached.target);
    try {
      const where = isEmbedded ? (reached.isShared ? "embedded, served by another process" : "embedded, not served") : "PostgreSQL";
      await database.pool.query("SELECT 1");
      return [good("database", where), ...(await checkContent(database, environment, root))];
    } finally {
      await database.close();
      await reached.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    return [bad("database", `cannot be reached: ${reason}`, isEmbedded ? "See the reason." : "Start PostgreSQL, or correct DATABASE_URL.")];
  }
}

async function checkContent(database: Database, environment: Environment, root: string): Promise<Finding[]> {
  const { rows } = await database.pool.query<{ known: string | null }>(`SELECT to_regclass('"_prisma_migrations"')::text AS known`);
  if (rows[0]?.known == null) return [good("migrations", "will be applied at the first start")];
  const migrations = await checkMigrations(database, root);
  if (migrations.state === "bad") return [migrations];
  return [migrations, await checkMasterKeyOf(database, environment), await checkAuditEnds(database)];
}

async function checkMigrations(database: Database, root: string): Promise<Finding> {
  const entries = await readdir(path.join(root, "prisma", "migrations"), { withFileTypes: true });
  const own = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map((row) => row.name));
  const newer = [...applied].filter((name) => !own.includes(name));
  if (newer.length > 0)
    return bad("migrations", `the database has ${newer.join(", ")}, which this build does not know`, "Start the newer build.");
  const pending = own.filter((name) => !applied.has(name));
  if (pending.length > 0) return bad("migrations", `${pending.length} not applied`, "Start Keyfuse once: it applies them.");
  return good("migrations", `all ${own.length} applied`);
}

async function checkMasterKeyOf(database: Database, environment: Environment): Promise<Finding> {
  const instance = await database.prisma.instance.findUnique({ where: { id: 1 } });
  if (instance === null) return good("master key", "will be remembered at the first start");
  const isKept = environment.masterKey !== null || existsSync(path.join(environment.dataDir, "master.key"));
  const fix = "Put back KEYFUSE_MASTER_KEY, or master.key in the data directory; without it every key is unknown.";
  if (!isKept) return bad("master key", "is lost", fix);
  const check = deriveKey(loadMasterKey(environment.masterKey, environment.dataDir).bytes, "check");
  return Buffer.from(check).equals(instance.masterKeyCheck)
    ? good("master key", "is this instance's")
    : bad("master key", "is not this instance's", fix);
}

/** The last row of each chain against its head; `audit verify` reads every row. */
async function checkAuditEnds(database: Database): Promise<Finding> {
  const { rows } = await database.pool.query<{ chain: string; holds: boolean }>(
    `SELECT head."chain", COALESCE(last."mac" = head."mac", false)
        AND NOT EXISTS (SELECT 1 FROM "AuditEntry" beyond WHERE beyond."chain" = head."chain" AND beyond."sequence" > head."count") AS holds
      FROM "AuditHead" head LEFT JOIN "AuditEntry" last ON last."chain" = head."chain" AND last."sequence" = head."count"`,
  );
  const broken = rows.filter((row) => !row.holds).map((row) => row.chain);
  if (broken.length === 0) return good("audit", `the ends of ${rows.length} chains hold`);
  return bad("audit", `the end of ${broken.join(", ")} does not hold`, "Run keyfuse audit verify, and compare with a backup.");
}
