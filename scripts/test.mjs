// `npm test`: everything that CI runs, ending with one line `N passed, N failed`.
import { runSuites } from "./run-suites.mjs";
import { SERVER_SUITES, STATIC_SUITES, UNIT_SUITES } from "./suites.mjs";

await runSuites([...STATIC_SUITES, ...UNIT_SUITES, ...SERVER_SUITES]);
