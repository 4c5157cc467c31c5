// `npm test`: everything that CI runs, ending with one line `N passed, N failed`.
import { runSuites } from "./run-suites.mjs";
import { GENERATED_SUITES, SERVER_SUITES, STATIC_SUITES, UNIT_SUITES } from "./suites.mjs";

await runSuites({ suites: GENERATED_SUITES }, { suites: STATIC_SUITES, atOnce: 2 }, { suites: [...UNIT_SUITES, ...SERVER_SUITES] });
