// Every conformance row at the Next route handlers behind the front door.
import { AUTH_FAILURES_PER_MINUTE, runTables } from "./mounted-tables";

runTables({
  name: "Next behind the front door",
  server: (bootstrap) => ({
    bootstrap,
    env: { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE, KEYFUSE_HOT_PATHS: "next" },
  }),
  lacks: { "paused-key": "a bootstrap file cannot pause a key" },
});
