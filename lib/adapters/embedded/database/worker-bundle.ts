// Bundles the database worker for places that run from sources (development, tests); `npm run build` makes dist/database-worker.js the same way.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Writes the worker as one JavaScript file.
 * @param outfile inside this repository, where the packages that stay outside the bundle are found
 */
export async function bundleDatabaseWorker(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("worker.ts", import.meta.url))],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
  });
}
