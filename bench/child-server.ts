// Starts a server in a process of its own and waits for the line in which it says where it listens.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A running server. */
export interface ChildServer {
  readonly origin: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const ORIGIN = /https?:\/\/127\.0\.0\.1:\d+/;

/** Resolves when the process has printed its origin and `ready`. Throws with its output when it ends or is silent too long. */
export async function startServer(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<ChildServer> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const origin = await readyOrigin(child);
  return {
    origin,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

function readyOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`no server within ${READY_WITHIN_MS} ms:\n${output}`)), READY_WITHIN_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const origin = /ready/i.test(output) ? ORIGIN.exec(output)?.[0] : undefined;
      if (origin === undefined) return;
      clearTimeout(timer);
      resolve(origin);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
}
