// A throw-away PostgreSQL server for tests.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { canInstallPackages, installPackages } from "./debian-packages";
import { findProgram, freePort, launch, listVersions, makeDirectory, type TemporaryServer, unprivilegedAccount } from "./temporary-server";

const DEBIAN_VERSIONS = "/usr/lib/postgresql";
const HOMEBREW_DIRECTORIES = ["/opt/homebrew/opt/postgresql/bin", "/usr/local/opt/postgresql/bin"];

/**
 * Starts a new, empty server that is reached at `url` with full rights (password in the URL).
 * @throws one sentence saying what to install when there is no PostgreSQL and it cannot be installed
 */
export async function startPostgres(): Promise<TemporaryServer> {
  const initdb = findPostgresProgram("initdb");
  const postgres = findPostgresProgram("postgres");
  const account = unprivilegedAccount();
  const directory = makeDirectory("kf-pg-", account);
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(directory, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  const cluster = join(directory, "cluster");
  const initArgs = [
    "-D",
    cluster,
    "-U",
    "postgres",
    "-A",
    "scram-sha-256",
    "--pwfile",
    passwordFile,
    "-E",
    "UTF8",
    "--no-locale",
    "--no-sync",
  ];
  await promisify(execFile)(initdb, initArgs, { cwd: directory, ...account });
  const port = await freePort();
  return launch({
    program: postgres,
    args: ["-D", cluster, "-p", String(port), "-h", "127.0.0.1", "-k", directory, "-c", "max_connections=200", "-c", "shared_buffers=16MB"],
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    directory,
    account,
    probe,
  });
}

function findPostgresProgram(name: string): string {
  const search = (): string | null => {
    const debian = listVersions(DEBIAN_VERSIONS).map((version) => join(DEBIAN_VERSIONS, version, "bin"));
    return findProgram(name, [...debian, ...HOMEBREW_DIRECTORIES]);
  };
  const found = search() ?? (canInstallPackages() && installPackages(["postgresql"]) ? search() : null);
  if (found === null)
    throw new Error(`PostgreSQL's "${name}" was not found: install a PostgreSQL server (Debian: apt-get install postgresql).`);
  return found;
}

async function probe(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {}); // reported by connect() too
  await client.connect();
  await client.end();
}
