// Prisma's own migration engine as WebAssembly: what `prisma migrate` runs, without the binary that it would download.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, type ColumnType, ColumnTypeEnum, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { Pool } from "pg";
import { connectionConfig, type DatabaseTarget } from "@/lib/adapters/postgres/open-database";

type EngineModule = typeof import("@prisma/schema-engine-wasm");
type MigrationList = Parameters<SchemaEngine["applyMigrations"]>[0]["migrationsList"];

/** Nothing is left out of comparisons. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/** Lends an engine that works on the given database. Comparing migrations needs an empty one: it serves as Prisma's "shadow". */
export async function withSchemaEngine<T>(target: DatabaseTarget, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pool = new Pool(connectionConfig(target));
  try {
    const { SchemaEngine } = await loadEngine();
    return await work(await SchemaEngine.new({ datamodels: undefined }, () => {}, adapterFactory(pool)));
  } finally {
    await pool.end();
  }
}

/** prisma/migrations as the engine wants to be told. */
export function readMigrationList(): MigrationList {
  const directories = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = directories.map(({ name }) => name).sort();
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(MIGRATIONS, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => {
      const value = readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
    }),
  };
}

let loaded: Promise<EngineModule> | null = null;

/** Once per process: the package's glue code knows one instance. */
function loadEngine(): Promise<EngineModule> {
  loaded ??= instantiate();
  return loaded;
}

/** The package imports its WebAssembly as a module, which Node 20 cannot: it is instantiated by hand. */
async function instantiate(): Promise<EngineModule> {
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const engine = (await import(pathToFileURL(glue).href)) as EngineModule & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  const { instance } = await WebAssembly.instantiate(readFileSync(glue.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return engine;
}

/** Prisma's adapter with two repairs that the engine needs. */
function adapterFactory(pool: Pool): object {
  const factory = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    // The adapter splits scripts at every semicolon, also inside function bodies.
    adapter.executeScript = async (script) => void (await pool.query(script));
    adapter.queryRaw = withCatalogueTypes(adapter, pool);
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: connect,
  });
}

/** By type OID. 18 is the catalogue's one-byte "char", which the adapter does not know and the engine reads. */
const CATALOGUE_TYPES = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
]);

function withCatalogueTypes(adapter: SqlDriverAdapter, pool: Pool): SqlDriverAdapter["queryRaw"] {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return async (query) => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if ((error as { cause?: { kind?: string } }).cause?.kind !== "UnsupportedNativeDataType") throw error;
      const { rows, fields } = await pool.query({ text: query.sql, values: [...query.args], rowMode: "array" });
      const columnTypes = fields.map((field) => CATALOGUE_TYPES.get(field.dataTypeID) ?? ColumnTypeEnum.Text);
      return { rows, columnNames: fields.map((field) => field.name), columnTypes };
    }
  };
}
