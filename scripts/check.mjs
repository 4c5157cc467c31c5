// `npm run check`: static checks and unit tests, for the minute before a commit.
import { runSuites } from "./run-suites.mjs";
import { STATIC_SUITES, UNIT_SUITES } from "./suites.mjs";

await runSuites([...STATIC_SUITES, ...UNIT_SUITES]);
