// Every conformance row at the front door, over raw sockets.
import { AUTH_FAILURES_PER_MINUTE, runTables } from "./mounted-tables";

runTables({
  name: "front door",
  server: (bootstrap) => ({
    bootstrap,
    env: { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE, LOG_LEVEL: "info" },
  }),
  lacks: { "paused-key": "a bootstrap file cannot pause a key" },
});
