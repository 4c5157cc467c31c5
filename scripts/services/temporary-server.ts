// A server that lives for one test run: a directory of its own, a free loopback port, an orderly end.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 10_000;

/** Who a server runs as: PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

export interface TemporaryServer {
  readonly url: string;
  readonly pid: number;
  /** Ends the server and removes its directory. Safe to call twice. */
  stop(): Promise<void>;
}

/** The first of the directories that holds the program; after them, PATH. */
export function findProgram(name: string, directories: readonly string[] = []): string | null {
  for (const directory of [...directories, ...(process.env.PATH ?? "").split(delimiter)]) {
    const path = join(directory, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not here
    }
  }
  return null;
}

/** The sub-directories of a directory, the highest version first; none when it does not exist. */
export function listVersions(directory: string): string[] {
  try {
    return readdirSync(directory).sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  } catch {
    return [];
  }
}

/** An unprivileged account when this process is root, else null (the process's own). */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields?.[2] !== undefined && fields[3] !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return null;
}

/** A new directory with a path short enough for sockets. */
export function makeDirectory(prefix: string, account: Account | null): string {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  if (account !== null) chownSync(directory, account.uid, account.gid);
  return directory;
}

/** A port of the loopback that nobody used a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the loopback has no free port");
  return address.port;
}

export interface LaunchOptions {
  program: string;
  args: readonly string[];
  url: string;
  directory: string;
  account: Account | null;
  /** Resolves when the server answers; rejects while it does not. */
  probe(url: string): Promise<void>;
}

/** Starts a server and waits until it answers. Rejects with its last words when it ends before. */
export async function launch(options: LaunchOptions): Promise<TemporaryServer> {
  const child = spawn(options.program, options.args, { cwd: options.directory, stdio: ["ignore", "pipe", "pipe"], ...options.account });
  const output = collectOutput(child);
  const killOnExit = (): void => {
    child.kill("SIGKILL");
    rmSync(options.directory, { recursive: true, force: true });
  };
  process.once("exit", killOnExit);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGINT"); // PostgreSQL's fast shutdown; Redis ends on it too
      const timer = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
      await once(child, "exit");
      clearTimeout(timer);
    }
    process.off("exit", killOnExit);
    rmSync(options.directory, { recursive: true, force: true });
  };
  try {
    await untilReady(child, options);
  } catch (error) {
    await stop();
    throw new Error(`${options.program} did not start: ${output().trim()}`, { cause: error });
  }
  return { url: options.url, pid: child.pid ?? 0, stop };
}

async function untilReady(child: ChildProcess, options: LaunchOptions): Promise<void> {
  const giveUpAtMs = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await options.probe(options.url);
      return;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > giveUpAtMs) throw error;
    }
    await sleep(50);
  }
}

function collectOutput(child: ChildProcess): () => string {
  const KEPT_CHARACTERS = 4_000;
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
    });
  }
  return () => text;
}
