// Variables that are checked and kept, but change nothing in this version: their operator is told so at every start.
import type { Environment } from "./env";

/** Whether a variable was set to something that this version does not act on. */
const UNSERVED: Readonly<Record<string, (environment: Environment) => boolean>> = {
  WORKERS: ({ workers }) => workers > 1,
};

/** The names of those that are set. */
export function unservedVariables(environment: Environment): string[] {
  return Object.entries(UNSERVED).flatMap(([name, isSet]) => (isSet(environment) ? [name] : []));
}
