// The command line as tests run it: bundled once from the sources, then a child process per command.
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { clusterTemplate } from "./embedded-database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** How a command ended. */
export interface CommandEnd {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs commands in one environment. */
export type CommandLine = (
  args: readonly string[],
  options?: { env?: Readonly<Record<string, string>>; stdin?: string },
) => Promise<CommandEnd>;

let bundled: Promise<string> | null = null;

/** The bundled program, made once for all files of a process; its directory goes away with the process. */
export function bundleCommandLine(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const home = join(ROOT, ".cache", `command-line-${process.pid}`);
  mkdirSync(join(home, "dist"), { recursive: true });
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
  symlinkSync(join(ROOT, "prisma"), join(home, "prisma"));
  symlinkSync(await clusterTemplate("migrated"), join(home, "dist", "cluster"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: {
      keyfuse: "lib/runtime/cli/keyfuse.ts",
      "database-worker": "lib/adapters/embedded/database/worker.ts",
      "yaml-worker": "lib/runtime/yaml/yaml-worker.ts",
    },
    outdir: join(home, "dist"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  return join(home, "dist", "keyfuse.js");
}

/** A command line with that environment and nothing else of this process's but PATH. */
export function commandLine(program: string, env: Readonly<Record<string, string>>): CommandLine {
  return (args, options = {}) =>
    new Promise((resolve) => {
      const whole: NodeJS.ProcessEnv = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, ...env, ...options.env };
      const child = execFile(process.execPath, [program, ...args], { env: whole }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      });
      child.stdin?.end(options.stdin ?? "");
    });
}
