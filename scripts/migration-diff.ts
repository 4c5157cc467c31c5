// Prints the SQL that brings the migrations up to the schema: the start of a new migration, and the proof that nothing drifted.
// Usage: npx tsx scripts/migration-diff.ts > prisma/migrations/<number>_<name>/migration.sql
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { NO_FILTER, readMigrationList, withSchemaEngine } from "./schema-engine";
import { startEmbeddedDatabase } from "./services/embedded-database";

const SCHEMA = fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url));
const NOTHING_TO_DO = "-- This is an empty migration.";

/** The difference as SQL; empty when the migrations make exactly what the schema says. Needs no server and no network. */
export async function diffMigrations(): Promise<string> {
  const shadow = await startEmbeddedDatabase();
  try {
    const { stdout } = await withSchemaEngine(shadow, (engine) =>
      engine.diff({
        from: { tag: "migrations", ...readMigrationList() },
        to: { tag: "schemaDatamodel", files: [{ path: SCHEMA, content: readFileSync(SCHEMA, "utf8") }] },
        script: true,
        exitCode: null,
        filters: NO_FILTER,
      }),
    );
    return stdout === null || stdout.startsWith(NOTHING_TO_DO) ? "" : stdout;
  } finally {
    await shadow.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(await diffMigrations());
