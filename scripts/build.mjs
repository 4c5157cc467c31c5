// Builds what is stale: the Prisma client, the server bundles and the first start's cluster in dist/, and Next's pages in .next/. `--force` builds all.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const stamp = join(root, ".next/keyfuse-build");
const cluster = join(root, "dist/cluster");
const clusterStamp = join(root, "dist/cluster-digest");

/** What the build is made from. Tests and generated files are not among it. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma/schema.prisma",
  "prisma/migrations",
  "scripts/build.mjs",
  "server.ts",
  "proxy.ts",
  "instrumentation.ts",
];
const SETTINGS = ["next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];

/** What a new database is made from: kept over builds in which none of it changed. */
const CLUSTER_SOURCES = [
  "prisma/migrations",
  "lib/adapters/embedded/database",
  "lib/adapters/postgres/migrate.ts",
  "node_modules/@electric-sql/pglite/package.json",
];

/** What esbuild bundles, by its name in dist/. Names that are not there yet are left out. */
const BUNDLES = {
  server: "server.ts",
  "database-worker": "lib/adapters/embedded/database/worker.ts",
  "bare-next": "lib/runtime/open-bare-next.ts",
  keyfuse: "lib/runtime/cli/keyfuse.ts",
  "make-cluster": "lib/runtime/make-cluster.ts",
  "yaml-worker": "lib/runtime/yaml/yaml-worker.ts",
};

function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}

function sourceFiles(names) {
  const named = names.map((name) => join(root, name)).filter((path) => existsSync(path));
  return named.flatMap((path) => (/\.\w+$/.test(path) ? [path] : filesUnder(path))).filter((path) => !/\.test\.tsx?$/.test(path));
}

function digestOf(names) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const path of sourceFiles(names).sort()) hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** A digest of everything that the build is made from, Node's major version included. */
export function sourceDigest() {
  return digestOf([...SOURCES, ...SETTINGS]);
}

function isFresh(digest) {
  return isMadeFrom(stamp, digest) && existsSync(join(root, "dist/server.js"));
}

function isMadeFrom(stampPath, digest) {
  return existsSync(stampPath) && readFileSync(stampPath, "utf8") === digest;
}

async function bundle() {
  const entryPoints = Object.fromEntries(Object.entries(BUNDLES).filter(([, source]) => existsSync(join(root, source))));
  for (const path of filesUnder(join(root, "dist"))) if (/\.js(\.map)?$/.test(path)) rmSync(path);
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: "dist",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
  });
}

/** A cluster with every migration applied, so that a first start copies one instead of making it. */
async function buildCluster() {
  const digest = digestOf(CLUSTER_SOURCES);
  if (isMadeFrom(clusterStamp, digest) && existsSync(cluster)) return;
  rmSync(clusterStamp, { force: true });
  rmSync(cluster, { recursive: true, force: true });
  const { makeCluster } = await import(pathToFileURL(join(root, "dist/make-cluster.js")).href);
  await makeCluster(cluster, join(root, "prisma/migrations"), join(root, "dist/database-worker.js"));
  writeFileSync(clusterStamp, digest);
}

function buildPages() {
  // Types that a development server left of a route that is gone break the build.
  rmSync(join(root, ".next/dev/types"), { recursive: true, force: true });
  execFileSync(process.execPath, [require.resolve("next/dist/bin/next"), "build"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
}

/** Generates and bundles only, for a server whose pages Next compiles as they are asked for. */
export async function buildServer() {
  execFileSync(process.execPath, [join(root, "scripts/generate-prisma.mjs")], { cwd: root, stdio: "inherit" });
  await bundle();
  await buildCluster();
}

/** Builds everything unless the last build was made from the same sources. Returns whether it built. */
export async function buildStale({ isForced = false } = {}) {
  const digest = sourceDigest();
  if (!isForced && isFresh(digest)) return false;
  const startedMs = performance.now();
  process.stdout.write("Building Keyfuse (about a minute the first time) …\n");
  rmSync(stamp, { force: true });
  await buildServer();
  buildPages();
  mkdirSync(join(root, ".next"), { recursive: true });
  writeFileSync(stamp, digest);
  process.stdout.write(`Built in ${Math.round((performance.now() - startedMs) / 1000)} s.\n`);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildStale({ isForced: process.argv.includes("--force") });
