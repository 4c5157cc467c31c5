// What the Prisma command line needs to know: where the schema and the migrations are. It is used at development time only.
import { defineConfig } from "prisma/config";

/**
 * `generate`, `validate` and `format` never run the schema engine, yet Prisma refuses to start them without its binary (a download that is
 * closed on many build machines). Any existing file satisfies the check. Other commands keep Prisma's own search for the engine.
 */
const NEEDS_NO_ENGINE = new Set(["generate", "validate", "format"]);
if (process.argv.some((argument) => NEEDS_NO_ENGINE.has(argument))) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
