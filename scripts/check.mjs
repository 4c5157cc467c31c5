// `npm run check`: static checks and unit tests, for the minute before a commit.
import { runSuites } from "./run-suites.mjs";
import { GENERATED_SUITES, STATIC_SUITES, UNIT_SUITES } from "./suites.mjs";

// The unit tests take longest, so that they start first.
await runSuites({ suites: GENERATED_SUITES }, { suites: [...UNIT_SUITES, ...STATIC_SUITES], atOnce: 2 });
