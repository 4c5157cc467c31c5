// Starts the built server as its users do, in a temporary directory, and ends it again by its process id.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Address, send } from "./raw-http";

/** The repository that is tested; a copy of it when a test works on one. */
export const REPOSITORY = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

const require = createRequire(import.meta.url);

/** A cold start makes the database cluster. */
const READY_WITHIN_MS = 90_000;
const STOPPED_WITHIN_MS = 15_000;

/** How a server is started. */
export interface ServerOptions {
  /** Content of the bootstrap file. */
  readonly bootstrap?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** An existing data directory; default = a new one, removed at the stop. */
  readonly dataDir?: string;
  /** Default = this repository. */
  readonly repository?: string;
  /** A module of node_modules to run instead of `dist/server.js`; `{port}` in an argument stands for the port. */
  readonly program?: { readonly path: string; readonly args: readonly string[] };
  /** The path that answers 200 when the server is ready; default `/readyz`. */
  readonly readyPath?: string;
}

/** A running server. */
export interface ServerUnderTest extends Address {
  readonly pid: number;
  readonly dataDir: string;
  /** Milliseconds from the start to the first good answer. */
  readonly readyAfterMs: number;
  stdout(): string;
  stderr(): string;
  /** SIGTERM, then waits; SIGKILL when it takes too long. Resolves with the exit status. Removes a directory of its own. */
  stop(): Promise<number | null>;
  /** SIGKILL; the directory stays. */
  kill(): Promise<void>;
}

/** What a start that failed said. */
export class ServerDidNotStart extends Error {
  constructor(
    readonly exitStatus: number | null,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(`the server did not start (exit status ${exitStatus}):\n${stdout.slice(-2_000)}\n${stderr.slice(-4_000)}`);
  }
}

let isBuilt = false;

/** Builds what is stale, once per process. `scripts/build.mjs` decides by a hash of the sources. */
export function buildOnce(): void {
  if (isBuilt) return;
  const build = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stdout.slice(-4_000)}\n${build.stderr.slice(-4_000)}`);
  isBuilt = true;
}

/**
 * Starts a server and waits until it is ready.
 * @throws ServerDidNotStart when it ends instead, or is not ready in time
 */
export async function startServer(options: ServerOptions = {}): Promise<ServerUnderTest> {
  const startedMs = performance.now();
  const { child, address, dataDir, output, ended, cleanUp } = await spawnServer(options);
  if (!(await becomesReady(address, options.readyPath ?? "/readyz", ended))) {
    child.kill("SIGKILL");
    const status = await ended;
    cleanUp(options.dataDir === undefined);
    throw new ServerDidNotStart(status, output.stdout(), output.stderr());
  }
  return {
    ...address,
    ...output,
    pid: child.pid ?? 0,
    dataDir,
    readyAfterMs: Math.round(performance.now() - startedMs),
    stop: async () => {
      child.kill("SIGTERM");
      const limit = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
      const status = await ended;
      clearTimeout(limit);
      cleanUp(options.dataDir === undefined);
      return status;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
      cleanUp(false);
    },
  };
}

/** Starts a server and kills it after so many milliseconds, wherever it is then. */
export async function startAndKill(options: ServerOptions & { readonly dataDir: string }, afterMs: number): Promise<void> {
  const { child, ended, cleanUp } = await spawnServer(options);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await ended;
  cleanUp(false);
}

async function spawnServer(options: ServerOptions) {
  const repository = options.repository ?? REPOSITORY;
  if (repository === REPOSITORY) buildOnce();
  const dataDir = options.dataDir ?? path.join(mkdtempSync(path.join(tmpdir(), "kf-")), "data");
  const bootstrapDir = mkdtempSync(path.join(tmpdir(), "kfb-"));
  const address: Address = { host: "127.0.0.1", port: await freePort() };
  const env = { ...environment(dataDir, address.port), ...bootstrapVariable(options.bootstrap, bootstrapDir), ...options.env };
  const { program } = options;
  const script = program === undefined ? ["--enable-source-maps", "dist/server.js"] : [require.resolve(program.path), ...program.args];
  const args = script.map((argument) => argument.replace("{port}", String(address.port)));
  const child = spawn(process.execPath, args, { cwd: repository, env });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (status) => resolve(status)));
  const cleanUp = (isOwnDirectory: boolean) => {
    rmSync(bootstrapDir, { recursive: true, force: true });
    if (isOwnDirectory) rmSync(path.dirname(dataDir), { recursive: true, force: true });
  };
  return { child, address, dataDir, output: capture(child), ended, cleanUp };
}

/** Nothing of the caller's environment but what programs need: a variable of the developer's must not change a test. */
function environment(dataDir: string, port: number): NodeJS.ProcessEnv {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: "production", PORT: String(port), KEYFUSE_DATA_DIR: dataDir };
}

function bootstrapVariable(bootstrap: unknown, directory: string): Record<string, string> {
  if (bootstrap === undefined) return {};
  const file = path.join(directory, "bootstrap.json");
  writeFileSync(file, JSON.stringify(bootstrap), { mode: 0o600 });
  return { KEYFUSE_BOOTSTRAP: file };
}

function capture(child: ChildProcess): { stdout: () => string; stderr: () => string } {
  const chunks: { out: string[]; err: string[] } = { out: [], err: [] };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => chunks.out.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => chunks.err.push(text));
  return { stdout: () => chunks.out.join(""), stderr: () => chunks.err.join("") };
}

async function becomesReady(address: Address, readyPath: string, ended: Promise<unknown>): Promise<boolean> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  const call = { method: "GET", target: readyPath, headers: [["Host", `127.0.0.1:${address.port}`]] as const };
  while (!hasEnded && performance.now() < deadlineMs) {
    const answer = await send(address, call, 5_000).catch(() => null);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** How a run of the command line ended. */
export interface CommandRun {
  /** null = it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line against a data directory. Never throws: the exit status says how it went. */
export function runKeyfuse(
  dataDir: string,
  args: readonly string[],
  options: { readonly killAfterMs?: number; readonly input?: string } = {},
): Promise<CommandRun> {
  buildOnce();
  const child = spawn(process.execPath, ["dist/keyfuse.js", ...args], { cwd: REPOSITORY, env: environment(dataDir, 0) });
  child.stdin.end(options.input ?? "");
  const kill = options.killAfterMs === undefined ? null : setTimeout(() => child.kill("SIGKILL"), options.killAfterMs);
  const output = capture(child);
  return new Promise((resolve) => {
    child.once("close", (status) => {
      if (kill !== null) clearTimeout(kill);
      resolve({ status, stdout: output.stdout(), stderr: output.stderr() });
    });
  });
}
