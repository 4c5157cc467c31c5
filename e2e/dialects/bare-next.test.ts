// The conformance rows that bare `next start` can express; the others must gain no access there.
import { runTables } from "./mounted-tables";
import { bareNext } from "./mounts";

runTables(bareNext({ name: "bare Next" }));
