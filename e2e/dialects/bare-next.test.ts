// The conformance rows that bare `next start` can express; the others must gain no access there.
import { AUTH_FAILURES_PER_MINUTE, runTables } from "./mounted-tables";

runTables({
  name: "bare Next",
  server: (bootstrap) => ({
    bootstrap,
    env: { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE },
    command: [process.execPath, "node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", "{port}"],
    readyPath: "/api/health",
  }),
  lacks: {
    "paused-key": "a bootstrap file cannot pause a key",
    "raw-target": "Next normalises the target before anybody sees it",
    "raw-case": "Next shows header names in lower case",
    "own-host": "Next routes by path alone",
    "any-method": "Next itself answers a method that a route file does not export",
  },
  // Next ends at once on SIGTERM, with the status of a process that a signal ended.
  stopsWith: 143,
});
