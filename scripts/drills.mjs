// `npm run drills`: the fault drills at full count; `npm test` runs their short form.
import { runSuites } from "./run-suites.mjs";
import { DRILL_SUITES } from "./suites.mjs";

await runSuites({ suites: DRILL_SUITES });
