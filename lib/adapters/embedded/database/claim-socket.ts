// The lock on a data directory: whoever has its socket bound owns it, and a socket that nobody answers is taken over.
import { mkdirSync, rmdirSync, statSync, unlinkSync } from "node:fs";
import { createConnection } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bindSocket, type SocketServer } from "./socket-server";

/** Another process owns the data directory. The message is one line for the person who started the second one. */
export class DataDirectoryInUseError extends Error {
  override name = "DataDirectoryInUseError";
}

/** Taking over lasts some milliseconds; a claim older than this belongs to a process that died in them. */
const ABANDONED_CLAIM_MS = 10_000;
const RETRY_MS = 50;

/**
 * Binds the socket, which is the lock.
 * @param dataDirectory as the person knows it, for the refusal
 * @throws {DataDirectoryInUseError}
 */
export async function claimSocket(socketPath: string, dataDirectory: string): Promise<SocketServer> {
  for (;;) {
    const server = await bindUnlessTaken(socketPath);
    if (server !== null) return server;
    if (await isAnswered(socketPath)) throw inUse(dataDirectory);
    const taken = await takeOver(socketPath, dataDirectory);
    if (taken !== null) return taken;
    await sleep(RETRY_MS);
  }
}

async function bindUnlessTaken(socketPath: string): Promise<SocketServer | null> {
  try {
    return await bindSocket(socketPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return null;
    throw error;
  }
}

/** Two processes that both find a dead socket must not remove each other's new one: a directory, made atomically, lets one of them look again. */
async function takeOver(socketPath: string, dataDirectory: string): Promise<SocketServer | null> {
  const claim = join(dirname(socketPath), ".taking-over");
  if (!makeClaim(claim)) return null;
  try {
    if (await isAnswered(socketPath)) throw inUse(dataDirectory);
    unlinkSync(socketPath);
    return await bindUnlessTaken(socketPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  } finally {
    rmdirSync(claim);
  }
}

function makeClaim(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  try {
    if (Date.now() - statSync(claim).mtimeMs > ABANDONED_CLAIM_MS) rmdirSync(claim);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return false;
}

/** Does a process hold the socket, also one that is too busy to accept (EAGAIN)? */
function isAnswered(socketPath: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createConnection(socketPath);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(false);
      else if (error.code === "EAGAIN") resolve(true);
      else reject(error);
    });
  });
}

function inUse(dataDirectory: string): DataDirectoryInUseError {
  return new DataDirectoryInUseError(
    `another Keyfuse process serves ${dataDirectory}; stop it first, or set KEYFUSE_DATA_DIR to another directory`,
  );
}
