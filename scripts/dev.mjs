// `npm run dev`: the server from its sources, restarted when lib/ changes; Next reloads app/ and components/ by itself.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildServer } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

// The database runs in a worker thread, which only knows JavaScript.
await buildServer();
const watched = ["watch", "--clear-screen=false", "--exclude", "app/**", "--exclude", "components/**", "--exclude", ".next/**"];
const server = spawn(process.execPath, [require.resolve("tsx/cli"), ...watched, "server.ts", "--dev"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "development", NEXT_MANUAL_SIG_HANDLE: "true", NEXT_TELEMETRY_DISABLED: "1" },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("exit", (status, signal) => process.exit(status ?? (signal === null ? 1 : 128)));
