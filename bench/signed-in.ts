// Instances whose console pages are measured over HTTP, signed in, on the embedded database.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { startServer } from "./child-server";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const ROUNDS = 15;

/** The tenants of such an instance. */
export const TENANTS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;

/** A signed-in browser before an instance of its own. */
export interface SignedIn {
  /** Milliseconds until the whole page at that path is there. */
  pageMs(path: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one with two APIs, `busy` and `quiet`, and lets `store` fill its database. */
export async function openSignedIn(store: (pool: Pool) => Promise<void>): Promise<SignedIn> {
  const directory = await mkdtemp(join(tmpdir(), "kf-bench-"));
  const dataDirectory = join(directory, "data");
  const bootstrap = join(directory, "bootstrap.json");
  await writeFile(bootstrap, JSON.stringify(instanceFile()));
  const server = await startServer(["dist/server.js"], {
    NODE_ENV: "production",
    PORT: "0",
    LOG_LEVEL: "warn",
    KEYFUSE_DATA_DIR: dataDirectory,
    KEYFUSE_BOOTSTRAP: bootstrap,
  });
  const database = openDatabase({ socketDirectory: dataDirectory });
  await store(database.pool).finally(() => database.close());
  const cookie = await signInOverHttp(server.origin, OWNER);
  return {
    async pageMs(path) {
      const startMs = performance.now();
      const answer = await fetch(`${server.origin}${path}`, { headers: { cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: this round measures nothing`);
      return performance.now() - startMs;
    },
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Medians of two measures taken in turn: the machine's drift meets both alike. */
export async function medianInTurn(...measures: readonly [() => Promise<number>, () => Promise<number>]): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    taken[0].push(await measures[0]());
    taken[1].push(await measures[1]());
  }
  return [medianOf(taken[0]), medianOf(taken[1])];
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function instanceFile() {
  const api = (slug: string) => ({ slug, name: slug, dialect: "standard", upstream: "sample" });
  return {
    owner: OWNER,
    tenants: TENANTS.map((id, n) => ({ id, name: `Tenant ${n}` })),
    apis: [api("busy"), api("quiet")],
  };
}
