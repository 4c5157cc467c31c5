// Says whether a service that a suite needs can be had here: exit status 0, or 1 with one sentence on what to install.
import { findBrowser } from "./services/browser";
import { startPostgres } from "./services/postgres";
import { startRedis } from "./services/redis";

const PROBES: Readonly<Record<string, () => Promise<unknown>>> = {
  browser: findBrowser,
  postgres: async () => (await startPostgres()).stop(),
  redis: async () => (await startRedis()).stop(),
};

const [name = ""] = process.argv.slice(2);
const probe = PROBES[name];
if (probe === undefined) throw new Error(`There is no service ${name}; known: ${Object.keys(PROBES).join(", ")}.`);
try {
  await probe();
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
