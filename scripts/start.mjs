// `npm start`: builds what is stale, then runs the server, passing signals and its exit status on.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildStale } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

await buildStale();
const server = spawn(process.execPath, ["--enable-source-maps", "dist/server.js"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NEXT_MANUAL_SIG_HANDLE: "true", NEXT_TELEMETRY_DISABLED: "1" },
});
// A terminal's Ctrl-C reaches the whole group; a supervisor's signal reaches only this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("exit", (status, signal) => process.exit(status ?? (signal === null ? 1 : 128)));
