// Prints the SQL that brings the migrations up to the schema: the start of a new migration, and the proof that nothing drifted.
// Usage: npx tsx scripts/migration-diff.ts
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, type ColumnType, ColumnTypeEnum, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { Pool } from "pg";
import { connectionConfig } from "@/lib/adapters/postgres/open-database";
import { startEmbeddedDatabase } from "@/scripts/services/embedded-database";

type Engine = typeof import("@prisma/schema-engine-wasm");
type MigrationList = Parameters<import("@prisma/schema-engine-wasm").SchemaEngine["applyMigrations"]>[0]["migrationsList"];

const root = fileURLToPath(new URL("..", import.meta.url));
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** The difference as SQL; empty when the migrations make exactly what the schema says. Needs no server and no network. */
export async function diffMigrations(): Promise<string> {
  const embedded = await startEmbeddedDatabase();
  const pool = new Pool(connectionConfig(embedded));
  try {
    const { SchemaEngine } = await loadSchemaEngine();
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapterFactory(pool));
    const schema = { path: "schema.prisma", content: readFileSync(join(root, "prisma/schema.prisma"), "utf8") };
    const result = await engine.diff({
      from: { tag: "migrations", ...readMigrationList() },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    const script = result.stdout ?? "";
    return script.includes("This is an empty migration") ? "" : script;
  } finally {
    await pool.end();
    await embedded.stop();
  }
}

/** The package imports its WebAssembly as a module, which Node 20 cannot: it is instantiated by hand. */
async function loadSchemaEngine(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const glue = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const engine = (await import(pathToFileURL(glue).href)) as Engine & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  const { instance } = await WebAssembly.instantiate(readFileSync(glue.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return engine;
}

function readMigrationList(): MigrationList {
  const baseDir = join(root, "prisma/migrations");
  const directories = readdirSync(baseDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: directories
      .map(({ name }) => name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok", value: readFileSync(join(baseDir, name, "migration.sql"), "utf8") },
        },
      })),
  };
}

const TYPE_CHAR = "UnsupportedNativeDataType";

/** Prisma's adapter with two repairs that the schema engine needs. The empty database is its own shadow. */
function adapterFactory(pool: Pool): object {
  const factory = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    // It splits scripts at every semicolon, also inside function bodies.
    adapter.executeScript = async (script) => void (await pool.query(script));
    // The catalogue's one-byte "char" columns (OID 18) are unknown to it.
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      try {
        return await queryRaw(query);
      } catch (error) {
        if ((error as { cause?: { kind?: string } }).cause?.kind !== TYPE_CHAR) throw error;
        const { rows, fields } = await pool.query({ text: query.sql, values: [...query.args], rowMode: "array" });
        return { rows, columnNames: fields.map((field) => field.name), columnTypes: fields.map((field) => columnTypeOf(field.dataTypeID)) };
      }
    };
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: connect,
  });
}

function columnTypeOf(oid: number): ColumnType {
  return (
    (
      {
        16: ColumnTypeEnum.Boolean,
        18: ColumnTypeEnum.Character,
        20: ColumnTypeEnum.Int64,
        21: ColumnTypeEnum.Int32,
        23: ColumnTypeEnum.Int32,
        26: ColumnTypeEnum.Int64,
      } as const
    )[oid as 16] ?? ColumnTypeEnum.Text
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(await diffMigrations());
}
