// A throw-away Redis server for tests.
import { createConnection } from "node:net";
import { canInstallPackages, installPackages } from "./debian-packages";
import { findProgram, freePort, launch, makeDirectory, type TemporaryServer } from "./temporary-server";

/**
 * Starts a new, empty Redis that writes nothing to disk and evicts nothing; on a port that another one has just left, where one is named.
 * @throws one sentence saying what to install when there is no Redis and it cannot be installed
 */
export async function startRedis(onPort?: number): Promise<TemporaryServer> {
  const program = findRedis();
  const directory = makeDirectory("kf-redis-", null);
  const port = onPort ?? (await freePort());
  const settings = { port, bind: "127.0.0.1", dir: directory, save: "", appendonly: "no", "maxmemory-policy": "noeviction" };
  return launch({
    program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    url: `redis://127.0.0.1:${port}`,
    directory,
    account: null,
    probe,
  });
}

function findRedis(): string {
  const search = (): string | null => findProgram("redis-server") ?? findProgram("valkey-server");
  const found = search() ?? (canInstallPackages() && installPackages(["redis-server"]) ? search() : null);
  if (found === null) throw new Error("redis-server was not found: install Redis 7 or newer (Debian: apt-get install redis-server).");
  return found;
}

function probe(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(port), hostname, () => socket.write("PING\r\n"));
    socket.setTimeout(1_000, () => socket.destroy(new Error("no answer to PING")));
    socket.once("error", reject);
    socket.once("data", (data) => {
      socket.destroy();
      if (data.toString().startsWith("+PONG")) resolve();
      else reject(new Error(`PING was answered with ${data}`));
    });
  });
}
