// The conformance rows that bare `next start` can express; the others must gain no access there.
import { runTables } from "./mounted-tables";

runTables({
  name: "bare Next",
  server: (bootstrap) => ({
    bootstrap,
    command: [process.execPath, "node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", "{port}"],
    readyPath: "/api/health",
  }),
  lacks: {
    "paused-key": "a bootstrap file cannot pause a key",
    "raw-lines": "Node shows Next one line of a header that is sent twice",
    "raw-case": "Next sees header names in lower case",
    "raw-target": "Next normalises the target before anybody sees it",
    "own-host": "Next routes by path alone",
    "trusted-proxy": "Next does not say from whom a request came",
    throttle: "failures are counted per address, which Next does not say",
    upgrade: "Next answers no upgrades",
  },
});
