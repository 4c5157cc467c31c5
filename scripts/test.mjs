// `npm test`: everything that CI runs, ending with one line `N passed, N failed`.
import { runSuites } from "./run-suites.mjs";
import { BUILD_SUITES, GENERATED_SUITES, SERVER_SUITES, STATIC_SUITES, UNIT_SUITES } from "./suites.mjs";

// Servers, databases and browsers wait for each other much of the time: two suites at once keep two cores busy. With three, a server was
// starved for seconds now and then, and said so.
await runSuites(
  { suites: GENERATED_SUITES },
  { suites: [...UNIT_SUITES, ...STATIC_SUITES], atOnce: 2 },
  { suites: BUILD_SUITES },
  { suites: SERVER_SUITES, atOnce: 2 },
);
